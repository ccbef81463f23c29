import { expect, test } from 'vitest'
import { Ring } from './ring.ts'

const steps = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ seq: from + i }))
const numbers = (found: readonly { seq: number }[] | null) => found?.map(step => step.seq) ?? null

test('tells what came after a number, also one that it never saw', () => {
  const ring = new Ring(10, 4)
  ring.push([...steps(5, 6), ...steps(9, 10)])
  expect(numbers(ring.after(4))).toEqual([5, 6, 9, 10])
  expect(numbers(ring.after(7))).toEqual([9, 10])
  expect(numbers(ring.after(10))).toEqual([])
  expect(numbers(ring.after(99))).toEqual([])
})

test('says when it no longer has everything', () => {
  const ring = new Ring(10, 4)
  expect(ring.after(3)).toBeNull()
  ring.push(steps(5, 30))
  expect(ring.after(19)).toBeNull()
  expect(numbers(ring.after(20))).toEqual(numbers(steps(21, 30)))
})
