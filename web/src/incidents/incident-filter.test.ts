import { IncidentQuery } from '@jingwei/api/incidents/contract.ts'
import { describe, expect, test } from 'vitest'
import { url } from '../api.ts'
import { readView, type View, writeView } from '../view.ts'
import {
  activeFilters,
  anyStatus,
  doneStatuses,
  filterOfView,
  listOf,
  listText,
  without,
} from './incident-filter.ts'

const all: View = {
  within: '340403008',
  status: 'filed,handling',
  class: 'E0101,C0203',
  net: 'service',
  from: '2026-11-01T00:00:00+08:00',
  to: '2026-11-08T00:00:00+08:00',
  q: '100%_噪&声',
}

describe('filters', () => {
  test('survive the address', () => {
    expect(filterOfView(readView(writeView(all)))).toEqual(filterOfView(all))
  })

  test('are a query that the API accepts', () => {
    const asked = Object.fromEntries(new URL(url('http://city/', { ...filterOfView(all) })).searchParams)
    expect(IncidentQuery.parse(asked)).toMatchObject({
      grid: '340403008',
      q: '100%_噪&声',
      class: 'E0101,C0203',
    })
    expect(IncidentQuery.safeParse({ status: doneStatuses }).success).toBe(true)
  })

  test('mean the open set when nothing is said, and everything when asked', () => {
    expect(filterOfView({})).toEqual({ status: 'open' })
    expect(filterOfView({ status: anyStatus })).toEqual({})
  })

  test('can be taken away one by one until none is left', () => {
    let view: View = all
    for (const name of activeFilters(all)) {
      expect(activeFilters(view)).toContain(name)
      view = JSON.parse(JSON.stringify({ ...view, ...without(name) }))
      expect(activeFilters(view)).not.toContain(name)
    }
    expect(filterOfView(view)).toEqual({ status: 'open' })
  })

  test('lists of codes ignore blanks', () => {
    expect(listOf('E1,,E2,')).toEqual(['E1', 'E2'])
    expect(listOf(undefined)).toEqual([])
    expect(listText([])).toBeUndefined()
    expect(listText(['E1', 'E2'])).toBe('E1,E2')
  })
})
