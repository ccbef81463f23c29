import { expect, test } from 'vitest'
import { standingOf } from './unusual.ts'

test.each([
  ['open', 100, 100, 'usual'],
  ['open', 130, 100, 'worse-above'],
  ['open', 70, 100, 'below'],
  ['overdue', 5, 1, 'usual'],
  ['overdue', 9, 1, 'worse-above'],
  ['reported-today', 50, 20, 'above'],
  ['closed-today', 10, 40, 'worse-below'],
  ['on-time', 0.72, 0.75, 'usual'],
  ['on-time', 0.6, 0.75, 'worse-below'],
  ['minutes-to-take', 90, 60, 'worse-above'],
  ['minutes-to-close', null, 60, 'usual'],
  ['open', 5, null, 'usual'],
] as const)('%s %s, usually %s: %s', (key, value, usual, standing) => {
  expect(standingOf({ key, value, usual })).toBe(standing)
})
