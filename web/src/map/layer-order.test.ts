import { expect, test } from 'vitest'
import { layerOrder, pickOrder } from './layer-order.ts'

const above = (upper: (typeof layerOrder)[number], lower: (typeof layerOrder)[number]) =>
  layerOrder.indexOf(upper) > layerOrder.indexOf(lower)

test('every part has one place', () => {
  expect(new Set(layerOrder).size).toBe(layerOrder.length)
  for (const name of pickOrder) expect(layerOrder).toContain(name)
})

test('borders and names are never covered by heat', () => {
  expect(above('borders', 'heat')).toBe(true)
  expect(above('names', 'heat')).toBe(true)
})

test('what is being reported lies over everything', () => {
  expect(layerOrder.at(-1)).toBe('pin')
})
