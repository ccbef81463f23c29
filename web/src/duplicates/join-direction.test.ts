import type { MoveVerb } from '@jingwei/api/moves/contract.ts'
import { expect, test } from 'vitest'
import { joinOf } from './join-direction.ts'

const caseOf = (id: number, day: number, moves: MoveVerb[] = ['link']) => ({
  id,
  rev: id * 10,
  moves,
  reportedAt: `2026-03-0${day}T08:00:00Z`,
})

test('the older case stands for the younger one', () => {
  expect(joinOf(caseOf(2, 2), caseOf(1, 1))).toEqual({ id: 2, rev: 20, head: 1 })
  expect(joinOf(caseOf(1, 1), caseOf(2, 2))).toEqual({ id: 2, rev: 20, head: 1 })
})

test('a case that stands for others stays where it is, however young', () => {
  expect(joinOf(caseOf(2, 2, ['comment']), caseOf(1, 1))).toEqual({ id: 1, rev: 10, head: 2 })
  expect(joinOf(caseOf(1, 1), caseOf(2, 2, []))).toEqual({ id: 1, rev: 10, head: 2 })
})

test('whoever may move neither is offered nothing', () => {
  expect(joinOf(caseOf(2, 2, []), caseOf(1, 1, ['comment']))).toBeNull()
})
