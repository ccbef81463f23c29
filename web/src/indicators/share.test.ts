import { expect, test } from 'vitest'
import { formatShare } from './share.ts'

test.each([
  [911 / 972, '93.72 %'],
  [737 / 972, '75.82 %'],
  [1, '100.00 %'],
  [0, '0.00 %'],
  [null, '—'],
  [undefined, '—'],
])('%d is shown as %s', (share, text) => {
  expect(formatShare(share)).toBe(text)
})
