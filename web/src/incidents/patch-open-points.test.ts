import type { LiveEvent } from '@jingwei/api/events/contract.ts'
import type { OpenPoints } from '@jingwei/api/incidents/contract.ts'
import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { openPointsQuery } from './incidents.api.ts'
import { patchOpenPoints, withSteps } from './patch-open-points.ts'

const open: OpenPoints = {
  classes: ['a'],
  statuses: ['reported'],
  rows: [
    [2, 110, 30, 0, 0],
    [1, 111, 31, 0, 0],
  ],
  withoutPlace: 1,
  truncated: false,
}

function step(about: Partial<LiveEvent>): LiveEvent {
  const nowhere = { seq: 1, number: '', rev: 1, verb: 'report', at: '2026-03-01T00:00:00Z' } as const
  const matter = {
    id: 3,
    status: 'reported',
    classCode: 'a',
    net: 'n',
    grid: 'T00',
    chain: ['T', 'T00'],
  } as const
  return { ...nowhere, ...matter, chain: ['T', 'T00'], lon: 112, lat: 32, ...about }
}

test('a report adds a point, a step changes its status, a closing takes it away', () => {
  const reported = withSteps(open, [step({ classCode: 'b' })], {})
  expect(reported.rows[0]).toEqual([3, 112, 32, 1, 0])
  const filed = withSteps(reported, [step({ id: 1, lon: 111, lat: 31, status: 'filed' })], {})
  expect(filed.statuses).toEqual(['reported', 'filed'])
  expect(filed.rows.at(-1)).toEqual([1, 111, 31, 0, 1])
  expect(withSteps(filed, [step({ id: 2, status: 'closed' })], {}).rows.map(([id]) => id)).toEqual([3, 1])
})

test('only what the filter means is touched', () => {
  expect(withSteps(open, [step({})], { grid: 'X' })).toBe(open)
  expect(withSteps(open, [step({})], { grid: 'T' }).rows).toHaveLength(3)
  expect(withSteps(open, [step({})], { net: 'x' })).toBe(open)
  expect(withSteps(open, [step({})], { class: 'b,c' })).toBe(open)
  expect(withSteps(open, [step({ lon: null, lat: null })], {})).toBe(open)
})

test('questions that a step alone cannot answer are given back', () => {
  const queries = new QueryClient()
  queries.setQueryData(openPointsQuery({}).queryKey, open)
  queries.setQueryData(openPointsQuery({ q: '积水' }).queryKey, open)
  const left = patchOpenPoints(queries, [step({})])
  expect([...left].map(query => query.queryKey[2])).toEqual([{ q: '积水' }])
  expect(queries.getQueryData<OpenPoints>(openPointsQuery({}).queryKey)?.rows).toHaveLength(3)
})

test('one without a place is asked for again where it may count, and the past stays as it is', () => {
  const queries = new QueryClient()
  const past = { at: '2026-02-01T00:00:00Z' }
  for (const filter of [{}, { net: 'other' }, past])
    queries.setQueryData(openPointsQuery(filter).queryKey, open)
  const left = patchOpenPoints(queries, [step({ lon: null, lat: null }), step({ net: 'other' })])
  expect([...left].map(query => query.queryKey[2])).toEqual([{}])
  expect(queries.getQueryData<OpenPoints>(openPointsQuery(past).queryKey)?.rows).toHaveLength(2)
})
