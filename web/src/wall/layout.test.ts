import { expect, test } from 'vitest'
import { layoutOf, shapeOf } from './layout.ts'

const plain = { safe: [0, 0, 0, 0] as [number, number, number, number], displays: 1 }

test.each([
  [1920, 1080, 1],
  [3840, 2160, 1],
  [3840, 1080, 2],
  [7680, 2160, 2],
  [5760, 1080, 2],
  [1080, 1920, 0],
])('%d × %d has %d columns a side, and a map', (width, height, columns) => {
  const { unit, left, right } = layoutOf(width, height, plain)
  expect(unit).toBeCloseTo(height / 45)
  expect([left.columns, right.columns]).toEqual([columns, columns])
  expect(width - left.width - right.width).toBeGreaterThan(width * 0.39)
})

test('edges that nobody sees are kept free', () => {
  const { safe } = layoutOf(2000, 1000, { ...plain, safe: [1, 2, 3, 4] })
  expect(safe).toEqual([10, 40, 30, 80])
})

test('joined displays: a side ends at a joint', () => {
  for (const displays of [2, 3, 4, 6, 8]) {
    const { left, right } = layoutOf(displays * 1920, 1080, { ...plain, displays })
    expect(left.width % 1920).toBe(0)
    expect(right.width % 1920).toBe(0)
    expect(left.width + right.width).toBeLessThan(displays * 1920)
  }
})

test('the address goes before the programme, nonsense does not', () => {
  expect(shapeOf('?safe=1,2,3,4&displays=3', plain)).toEqual({ safe: [1, 2, 3, 4], displays: 3 })
  expect(shapeOf('?safe=1,2,99,4&displays=0.5', plain)).toEqual(plain)
  expect(shapeOf('', plain)).toEqual(plain)
})
