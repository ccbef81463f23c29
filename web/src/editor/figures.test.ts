import { expect, test } from 'vitest'
import { figuresOf, nearbyOf } from './figures.ts'
import { placeOf, TestEditor } from './test-editor.ts'

test('while a border is dragged: area, households in proportion, and the open incidents that change hands', () => {
  const test = new TestEditor().tap([1, 1.4])
  // one incident is passed by the border, one stays, one lies exactly where the border will run
  const open = [placeOf([1.1, 1.5]), placeOf([1.9, 1.5]), placeOf([1.2, 1.5])]
  const households = new Map([
    ['b01', 100],
    ['b11', 100],
  ])
  test.hold([1, 1.5], [1.2, 1.5])
  const { ghost, boundaries } = test.editor
  if (ghost === null) throw new Error('nothing is held')
  const figures = figuresOf(boundaries, ghost, nearbyOf(boundaries, ghost, open), { households, open })
  const [left, right] = ['b01', 'b11'].map(code => figures.find(({ grid }) => grid === code))
  // a triangle of a tenth of the block
  expect((left?.squareMeters[1] ?? 0) / (left?.squareMeters[0] ?? 1)).toBeCloseTo(1.1, 2)
  expect((right?.squareMeters[1] ?? 0) / (right?.squareMeters[0] ?? 1)).toBeCloseTo(0.9, 2)
  expect(left?.households).toEqual([100, 110])
  expect(right?.households).toEqual([100, 90])
  // on a border the lowest code has it, as the router says
  expect(left?.openIncidents).toEqual([0, 2])
  expect(right?.openIncidents).toEqual([3, 1])
})

test('where nobody counted households nothing is made up', () => {
  const test = new TestEditor().tap([1, 1.4])
  test.hold([1, 1.5], [1.2, 1.5])
  const { ghost, boundaries } = test.editor
  if (ghost === null) throw new Error('nothing is held')
  const knowledge = { households: new Map<string, number>(), open: [] }
  const figures = figuresOf(boundaries, ghost, nearbyOf(boundaries, ghost, []), knowledge)
  expect(figures.map(figure => figure.households)).toEqual([null, null])
})
