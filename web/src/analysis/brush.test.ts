import { expect, test } from 'vitest'
import { brushOf, movedBrush } from './brush.ts'

const edges = ['2026-01-01', '2026-01-08', '2026-01-15', '2026-01-22'].map(day => `${day}T00:00:00Z`)

test('a period is the bars that it touches', () => {
  expect(brushOf(edges, edges[1], edges[2])).toEqual({ first: 1, end: 2 })
  expect(brushOf(edges, '2026-01-10T00:00:00Z', '2026-01-16T00:00:00Z')).toEqual({ first: 1, end: 3 })
  expect(brushOf(edges, undefined, undefined)).toEqual({ first: 0, end: 3 })
  expect(brushOf(edges, '2020-01-01T00:00:00Z', '2030-01-01T00:00:00Z')).toEqual({ first: 0, end: 3 })
  expect(brushOf(edges, '2029-01-01T00:00:00Z', '2030-01-01T00:00:00Z')).toEqual({ first: 2, end: 3 })
})

test('ends move by steps and never past each other', () => {
  const brush = { first: 1, end: 2 }
  expect(movedBrush(brush, 'first', -1, 3)).toEqual({ first: 0, end: 2 })
  expect(movedBrush(brush, 'first', 1, 3)).toEqual(brush)
  expect(movedBrush(brush, 'end', Number.POSITIVE_INFINITY, 3)).toEqual({ first: 1, end: 3 })
  expect(movedBrush(brush, 'end', Number.NEGATIVE_INFINITY, 3)).toEqual(brush)
  expect(movedBrush(brush, 'end', undefined, 3)).toBe(undefined)
})
