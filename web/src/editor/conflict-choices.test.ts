import { expect, test } from 'vitest'
import { ConflictChoices, clusterName } from './conflict-choices.ts'

test('each choice is taken back by itself, down to none; the same choice again is no step', () => {
  const choices = new ConflictChoices()
  let told = 0
  choices.listen(() => told++)
  choices.choose('a', 'mine')
  choices.choose('b', 'theirs')
  choices.choose('b', 'theirs')
  choices.choose('a', 'redo')
  expect([...choices.current]).toEqual([
    ['a', 'redo'],
    ['b', 'theirs'],
  ])
  choices.undo()
  expect(choices.current.get('a')).toBe('mine')
  choices.undo()
  expect([...choices.current]).toEqual([['a', 'mine']])
  choices.undo()
  choices.undo()
  expect(choices.current.size).toBe(0)
  expect(choices.canUndo).toBe(false)
  expect(told).toBe(6)
})

test('a choice made against one version says nothing against the next', () => {
  const choices = new ConflictChoices()
  choices.choose(clusterName(2, 'a'), 'mine')
  expect(choices.current.has(clusterName(3, 'a'))).toBe(false)
})
