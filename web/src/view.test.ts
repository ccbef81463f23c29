import { describe, expect, test } from 'vitest'
import { readView, type View, writeView } from './view.ts'

describe('the address', () => {
  const full: View = {
    map: { lon: 117.0123, lat: 32.65432, zoom: 12.25 },
    level: 'small',
    net: 'party',
    show: ['grids', 'heat'],
    heat: 'hexagon',
    grid: '340402001',
    incident: 4711,
    center: 'DQ001',
    report: { lon: 117.000001, lat: 32.6 },
    within: '340402001P01',
    status: 'reported,filed',
    class: 'E0101,E0102',
    from: '2026-03-01T00:00:00+08:00',
    to: '2026-03-02T00:00:00Z',
    q: '井盖 & 100%',
    assignee: 'post:7',
    due: 'overdue',
    request: 'any',
    reason: 'outside',
    at: '2025-01-01T00:00:00+08:00',
    panel: 'incidents',
    dialog: 'search',
    theme: 'night',
    lang: 'en',
  }

  test('gives back every field of a view', () => {
    expect(readView(writeView(full))).toEqual(full)
  })

  test('is the same for the same view, and readable', () => {
    expect(writeView({ net: 'party', map: { lon: 117, lat: 32.5, zoom: 11 } })).toBe(
      '?map=117.00000,32.50000,11.00&net=party',
    )
    expect(writeView({ report: 'pick' })).toBe('?report=pick')
    expect(writeView({})).toBe('')
  })

  test('tells no layers from the usual layers', () => {
    expect(readView(writeView({ show: [] })).show).toEqual([])
    expect(readView('').show).toBeUndefined()
  })

  test.each([
    '?map=1,2',
    '?map=NaN,32,11',
    '?map=117,99,11',
    '?map=,,',
    '?show=grids,wolves',
    '?incident=-1',
    '?incident=1e9999',
    '?report=here',
    '?from=yesterday',
    '?theme=pink',
    '?panel=',
    '?grid=',
    '?%E0%A4%A',
  ])('leaves out what it cannot read: %s', search => {
    expect(readView(search)).toEqual({})
  })

  test('keeps the good fields of a half broken link', () => {
    expect(readView('?map=oops&net=party&unknown=1')).toEqual({ net: 'party' })
  })
})
