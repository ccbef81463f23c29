import { expect, test } from 'vitest'
import { pageOf } from './use-pages.ts'

test('the pages together are the list, each row once, and then it begins again', () => {
  for (const [count, room] of [
    [37, 8],
    [37, 37],
    [37, 25],
    [9, 8],
    [10, 4],
    [40, 8],
    [1, 8],
  ] as const) {
    const rows = Array.from({ length: count }, (_, i) => i)
    const { of } = pageOf(count, room, 0)
    const seen = Array.from({ length: of }, (_, turn) => pageOf(count, room, turn)).flatMap(({ from, to }) =>
      rows.slice(from, to),
    )
    expect(seen).toEqual(rows)
    expect(pageOf(count, room, of)).toEqual(pageOf(count, room, 0))
  }
})

test('before its room is known a list is one page', () => {
  expect(pageOf(37, 0, 5)).toEqual({ from: 0, to: 37, number: 1, of: 1 })
})

test('pages are as even as they can be: none is nearly empty while another is full', () => {
  expect([0, 1].map(turn => pageOf(37, 25, turn))).toEqual([
    { from: 0, to: 19, number: 1, of: 2 },
    { from: 19, to: 37, number: 2, of: 2 },
  ])
})
