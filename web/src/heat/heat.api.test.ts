import { expect, test } from 'vitest'
import { Failure } from '../api.ts'
import { decodeHeat } from './heat.api.ts'

/** The binary form as `api/src/heat/contract.ts` describes it, written independently of the reader. */
function encode(cells: [number, number, number][], total: number, magic = 0x4a574854): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(16 + 12 * cells.length))
  for (const [i, value] of [magic, 12, cells.length, total].entries()) view.setUint32(4 * i, value, true)
  for (const column of [0, 1, 2] as const)
    for (const [i, cell] of cells.entries())
      view.setUint32(16 + 4 * (column * cells.length + i), cell[column], true)
  return view.buffer
}

test('columns come out as they went in', () => {
  const cells = decodeHeat(
    encode(
      [
        [3379, 1645, 7],
        [3380, 1646, 1],
      ],
      9,
    ),
  )
  expect(cells).toMatchObject({ cellZoom: 12, total: 9 })
  expect([...cells.x]).toEqual([3379, 3380])
  expect([...cells.y]).toEqual([1645, 1646])
  expect([...cells.count]).toEqual([7, 1])
})

test('an empty answer is an answer', () => {
  expect(decodeHeat(encode([], 0)).count).toHaveLength(0)
})

test.each([
  ['nothing', new ArrayBuffer(0)],
  ['another magic', encode([], 0, 0x504e4721)],
  ['a cut end', encode([[1, 2, 3]], 3).slice(0, 20)],
])('%s is refused', (_, buffer) => {
  expect(() => decodeHeat(buffer)).toThrow(Failure)
})
