import { fromWgs84 } from '@jingwei/geodata/geometry/datum.ts'
import { beforeAll, describe, expect, test } from 'vitest'
import { type ApiClient, apiClient } from '../../../tests/support/api-client.ts'
import { townDatabase } from '../../../tests/support/city-database.ts'
import { blockCode, cornerOf, gridCode, middleOf, town } from '../../../tests/support/sample-town.ts'
import { testService } from '../../../tests/support/service.ts'
import { maxBatchPoints, Route, RouteBatchAnswer } from './contract.ts'

let api: ApiClient
const open = async (levels: number) => {
  api = apiClient(testService(await townDatabase({ levels, incidents: 0 })))
}

const path = (lon: number, lat: number, more = '') => `/api/route?lon=${lon}&lat=${lat}${more}`
const route = (lon: number, lat: number, more = '') => api.read(Route, path(lon, lat, more))
const batch = (points: unknown, more: object = {}) =>
  api.send(RouteBatchAnswer, '/api/route', { points, ...more })

describe.each([2, 5])('a city of %d levels', levels => {
  beforeAll(() => open(levels))

  test('a place has a grid of every level, an owner, a center and a reason', async () => {
    for (const block of [1, 9, 10, 31]) {
      const [lon, lat] = middleOf(block)
      const answer = await api.read(Route, path(lon, lat))
      expect(answer).toMatchObject({ version: 1, reason: 'inside', point: [lon, lat] })
      expect(answer.chain.map(link => link.code)).toEqual(
        Array.from({ length: levels }, (_, level) => gridCode(block, level, levels)),
      )
      expect(new Set(answer.chain.map(link => link.level)).size).toBe(levels)
      expect(answer.owner).toMatchObject({
        role: 'worker',
        climbed: false,
        grid: { code: blockCode(block, levels) },
      })
      expect(answer.center?.distanceMeters).toBeGreaterThanOrEqual(0)
      expect(answer).not.toHaveProperty('warning')
    }
  })

  test('a vacant post climbs to the next one that somebody has', async () => {
    const [lon, lat] = middleOf(3)
    const { owner } = await api.read(Route, path(lon, lat))
    expect(owner).toMatchObject({
      role: 'lead',
      climbed: true,
      grid: { code: gridCode(3, levels - 2, levels) },
    })
  })
})

describe('a city of 4 levels', () => {
  beforeAll(() => open(4))

  test('on a border and on a corner the lowest code wins', async () => {
    for (const block of [3, 12, 15]) {
      const [west, south] = cornerOf(block)
      const around = await Promise.all(
        [
          [1, 1],
          [1, -1],
          [-1, 1],
          [-1, -1],
        ].map(([dx = 0, dy = 0]) => route(west + dx * 1e-4, south + dy * 1e-4)),
      )
      const codes = around.flatMap(answer => answer.chain.at(-1)?.code ?? []).sort()
      const corner = await route(west, south)
      expect(corner).toMatchObject({ reason: 'on-border' })
      expect(corner.chain.at(-1)?.code).toBe(codes[0])
      const beside = await route(west, south + 0.001)
      const [left, right] = await Promise.all([
        route(west - 1e-6, south + 0.001),
        route(west + 1e-6, south + 0.001),
      ])
      const sides = [left, right].flatMap(answer => answer.chain.at(-1)?.code ?? []).sort()
      expect(beside).toMatchObject({ reason: 'on-border' })
      expect(beside.chain.at(-1)?.code).toBe(sides[0])
    }
  })

  test('an enclave belongs to its own grid, the hole around it to nobody else', async () => {
    const [lon, lat] = town.enclave
    expect((await route(lon, lat)).chain.at(-1)?.code).toBe(blockCode(31))
    expect((await route(lon + 0.006, lat)).chain.at(-1)?.code).toBe(blockCode(0))
  })

  test('in a gap and far away it is outside, and the nearest center is still told', async () => {
    for (const [lon, lat] of [town.gap, [0, 0], [-170, 80], [110.3, 30.5]] as const) {
      const answer = await route(lon, lat)
      expect(answer).toMatchObject({ reason: 'outside', chain: [], owner: null })
      expect(answer.center?.distanceMeters).toBeGreaterThan(100)
      expect(answer).not.toHaveProperty('outsideMeters')
    }
  })

  test('a little outside it is routed, flagged, and told how far', async () => {
    const answer = await route(town.west - 0.001, town.south + 0.001)
    expect(answer).toMatchObject({ reason: 'near' })
    expect(answer.chain.at(-1)?.code).toBe(blockCode(0))
    // 0.001 degree of longitude at 30° north
    expect(answer.outsideMeters).toBeCloseTo(96.3, 0)
    expect((await route(town.west - 0.003, town.south + 0.001)).reason).toBe('outside')
  })

  test('a place that only rounding put outside lies on the border, with no distance and nothing to flag', async () => {
    const answer = await route(town.west - 1e-7, town.south + 0.001)
    expect(answer).toMatchObject({ reason: 'on-border' })
    expect(answer.chain.at(-1)?.code).toBe(blockCode(0))
    expect(answer).not.toHaveProperty('outsideMeters')
  })

  test('a declared datum is converted: the same place gets the same answer', async () => {
    const [lon, lat] = middleOf(10)
    const here = await route(lon, lat)
    for (const datum of ['gcj02', 'bd09'] as const) {
      const [x, y] = fromWgs84([lon, lat], datum)
      const answer = await route(x, y, `&datum=${datum}`)
      expect(answer.chain).toEqual(here.chain)
      expect(answer.point?.[0]).toBeCloseTo(lon, 6)
      expect(answer.point?.[1]).toBeCloseTo(lat, 6)
    }
    expect(await route(lon, lat, '&datum=cgcs2000')).toEqual(here)
  })

  test('a place that leaves the city only because of its datum or its order is warned about', async () => {
    // near the eastern border, so that the shift of some 500 m to the east leads out of the city
    const east = town.west + town.columns * town.block
    const [lon, lat] = [east - 0.001, town.south + 0.01]
    const [x, y] = fromWgs84([lon, lat], 'gcj02')
    expect(x).toBeGreaterThan(east)
    expect((await route(x, y)).warning).toBe('inside-if-gcj02')
    expect(await route(x, y, '&datum=gcj02')).not.toHaveProperty('warning')
    const west = town.west + 0.0005
    expect((await route(west, lat, '&datum=bd09')).warning).toBe('inside-if-wgs84')
    // a town east of 90° cannot be swapped by mistake without leaving the earth: that is refused
    expect(await api.refusal(path(lat, lon))).toBe('400 swapped-coordinate lat')
    expect((await route(0, 0)).warning).toBeUndefined()
  })

  test('posts and versions are those of the day that is asked for', async () => {
    const [lon, lat] = middleOf(9)
    const before = await route(lon, lat, '&at=2026-02-28T23:59:59%2B08:00')
    const after = await route(lon, lat, `&at=${town.handover}T00:00:00%2B08:00`)
    expect(before.owner?.name).toMatch(/2022$/)
    expect(after.owner?.name).toMatch(/2026$/)
    // the same instant by another clock
    expect(await route(lon, lat, '&at=2026-02-28T16:00:00Z')).toEqual(after)
    expect(await api.refusal(path(lon, lat, '&at=2021-12-31T23:59:59%2B08:00'))).toBe(
      '400 before-first-version at',
    )
  })

  test.each([
    ['', '400 bad-field lon'],
    ['?lon=110', '400 bad-field lat'],
    ['?lon=NaN&lat=30', '400 bad-field lon'],
    ['?lon=Infinity&lat=30', '400 bad-field lon'],
    ['?lon=&lat=30', '400 bad-field lon'],
    ['?lon=0x6e&lat=30', '400 bad-field lon'],
    ['?lon=1e2&lat=30', '400 bad-field lon'],
    ["?lon=110'&lat=30", '400 bad-field lon'],
    ['?lon=110&lon=111&lat=30', '400 bad-field lon'],
    ['?lon=30&lat=110', '400 swapped-coordinate lat'],
    ['?lon=181&lat=30', '400 bad-coordinate lon'],
    ['?lon=110&lat=91', '400 bad-coordinate lat'],
    [`?lon=${'9'.repeat(400)}&lat=30`, '400 bad-field lon'],
    ['?lon=110&lat=30&datum=WGS84', '400 bad-datum datum'],
    ['?lon=110&lat=30&datum=', '400 bad-datum datum'],
    ['?lon=110&lat=30&at=now', '400 bad-time at'],
    ['?lon=110&lat=30&at=2026-03-01T00:00:00', '400 bad-time at'],
    ['?lon=110&lat=30&zoom=3', '400 unknown-field zoom'],
  ])('refused: %s', async (query, expected) => {
    expect(await api.refusal(`/api/route${query}`)).toBe(expected)
  })

  test('many places get the same answers as one by one, in the same order', async () => {
    const points = [
      middleOf(3),
      middleOf(10),
      cornerOf(12),
      [town.west - 0.001, town.south],
      [...town.gap],
      [...town.enclave],
      [0, 0],
      middleOf(10),
    ] as [number, number][]
    const { version, routes } = await batch(points)
    expect(version).toBe(1)
    expect(routes).toEqual(await Promise.all(points.map(([lon, lat]) => route(lon, lat))))
    const shifted = await batch(
      points.map(point => fromWgs84(point, 'gcj02')),
      { datum: 'gcj02' },
    )
    expect(shifted.routes.map(answer => answer.chain.at(-1)?.code)[1]).toBe(blockCode(10))
    const then = await batch([middleOf(9)], { at: '2026-02-01T00:00:00Z' })
    expect(then.routes[0]?.owner?.name).toMatch(/2022$/)
  })

  test('many answers come back compressed for callers who take that', async () => {
    const body = { points: Array.from({ length: 100 }, () => middleOf(10)) }
    const answer = await api.ask('POST', '/api/route', body, { 'accept-encoding': 'gzip' })
    expect(answer.headers.get('content-encoding')).toBe('gzip')
    const bytes = new DecompressionStream('gzip')
    const text = await new Response(answer.body?.pipeThrough(bytes)).text()
    expect(RouteBatchAnswer.parse(JSON.parse(text)).routes).toHaveLength(100)
  })

  /** The longest that somebody else waits while a batch is answered, as a share of the batch's own time. */
  const longestWait = async (points: number[][]): Promise<number> => {
    let done = false
    const began = performance.now()
    // read as bytes: checking the answer holds this process longer than making it
    const all = api.ask('POST', '/api/route', { points }).then(answer => answer.text())
    all.finally(() => {
      done = true
    })
    const [lon, lat] = middleOf(10)
    const waits: number[] = []
    while (!done) {
      const asked = performance.now()
      await route(lon, lat)
      waits.push(performance.now() - asked)
    }
    const took = performance.now() - began
    expect(RouteBatchAnswer.parse(JSON.parse(await all)).routes).toHaveLength(points.length)
    return Math.max(...waits) / took
  }

  test('as many places as allowed are answered while others are not kept waiting', {
    timeout: 60_000,
  }, async () => {
    const points = Array.from({ length: maxBatchPoints }, (_, i) => {
      const [lon, lat] = middleOf(i % 32)
      return [lon + (i % 1000) * 1e-7, lat]
    })
    // a busy machine makes everybody wait: the best of three; a batch that holds the process lets the first of them wait for all of it
    let longest = 1
    for (let round = 0; round < 3 && longest >= 0.5; round++)
      longest = Math.min(longest, await longestWait(points))
    expect(longest).toBeLessThan(0.5)
  })

  test.each([
    [{ points: [] }, '400 bad-field points'],
    [{ points: [[110, 30], [110]] }, '400 bad-field points.1'],
    [{ points: [[110, 30, 5]] }, '400 bad-field points.0'],
    [{ points: [[110, '30']] }, '400 bad-field points.0.1'],
    [{ points: [[null, 30]] }, '400 bad-field points.0.0'],
    [
      {
        points: [
          [110, 30],
          [110, 30],
          [30, 110],
        ],
      },
      '400 swapped-coordinate points.2.1',
    ],
    [
      {
        points: [
          [110, 30],
          [999, 30],
        ],
      },
      '400 bad-coordinate points.1.0',
    ],
    [{ points: [[110, 30]], datum: 'mars' }, '400 bad-datum datum'],
    [{ points: [[110, 30]], owner: true }, '400 unknown-field owner'],
    [{ points: [[110, 30]], at: '2020-01-01T00:00:00Z' }, '400 before-first-version at'],
    [{ points: Array.from({ length: maxBatchPoints + 1 }, () => [110, 30]) }, '400 too-many-points points'],
    [{}, '400 bad-field points'],
    ['[', '400 bad-json'],
  ])('many places: refused %#', async (body, expected) => {
    expect(await api.refusal('/api/route', body)).toBe(expected)
  })
})
