import { expect, test } from 'vitest'
import { DraftBorders } from './draft-borders.ts'
import { merge } from './operations/grid-commands.ts'
import { placeOf, TestEditor } from './test-editor.ts'

/** What the map would show: lines without their numbers, in an order of their own. */
const shown = (features: DraftBorders['features']) =>
  features.map(({ properties, geometry }) => `${properties.level} ${spelled(geometry.coordinates)}`).sort()

/** The same line from either end. */
function spelled(line: readonly (readonly number[])[]): string {
  return [`${line}`, `${line.toReversed()}`].sort()[0] ?? ''
}

test('a step redraws a few lines, and the map shows what a fresh drawing would', () => {
  const test = new TestEditor()
  const borders = new DraftBorders(test.editor.boundaries)
  const onMap = new Map(borders.features.map(feature => [feature.id, feature]))
  let changed = 0
  test.editor.applied = patches => {
    const { remove, add } = borders.redraw(patches)
    for (const id of remove) onMap.delete(id)
    for (const feature of add) onMap.set(feature.id, feature)
    changed = add.length
  }
  const isTrue = () =>
    expect(shown([...onMap.values()])).toEqual(shown(new DraftBorders(test.editor.boundaries).features))

  test.tap([1, 1.4]).drag([1, 1.5], [1.3, 1.6])
  isTrue()
  expect(changed).toBeLessThan(9)
  test.tap([2, 1.5]).drag([2, 2], [2.2, 2.3])
  isTrue()
  merge.run(test.editor, 'b10', { into: 'b00' })
  isTrue()
  test.tap([2.5, 2.5])
  test.editor.take('split')
  test.line([2.5, 3], [2.5, 2])
  isTrue()
  for (let i = 0; i < 3; i++) test.editor.undo()
  isTrue()
  expect(onMap.size).toBe(borders.features.length)
})

test('every line has the highest level that it parts', () => {
  const { features } = new DraftBorders(new TestEditor().editor.boundaries)
  const at = (x: number, y: number) => {
    const ends = [placeOf([x, y]), placeOf([x, y + 1])].map(place => place.map(units => units / 1e7))
    return features.find(({ geometry }) => spelled(geometry.coordinates) === spelled(ends))?.properties.level
  }
  expect(at(2, 1)).toBe('street')
  expect(at(1, 1)).toBe('block')
})
