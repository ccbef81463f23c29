import { expect, test } from 'vitest'
import { clustersOf } from './clusters.ts'

/** A street of houses: each is a neighbour of the ones beside it. */
const street = (code: string) => [String(Number(code) - 1), String(Number(code) + 1)]

test('steps at one grid hang together, and with what others changed there or beside it', () => {
  const steps = [['10', '11'], ['50'], ['11', '12'], ['30']]
  const clusters = clustersOf(steps, [['13', 'new 13'], ['49']], street)
  expect(clusters).toEqual([
    { key: '10', steps: [0, 2], mine: ['10', '11', '12'], theirs: ['13', 'new 13'] },
    { key: '49', steps: [1], mine: ['50'], theirs: ['49'] },
    { key: '30', steps: [3], mine: ['30'], theirs: [] },
  ])
})

test('one change of others between two steps makes one cluster of them; what is two houses off does not', () => {
  expect(clustersOf([['10'], ['12']], [['11']], street).map(({ steps }) => steps)).toEqual([[0, 1]])
  expect(clustersOf([['10'], ['12']], [['14']], street).map(({ theirs }) => theirs)).toEqual([[], []])
  expect(clustersOf([], [['1']], street)).toEqual([])
})
