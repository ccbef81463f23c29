import { expect, test } from 'vitest'
import {
  drawnTown,
  east,
  levels,
  officer,
  published,
  rename,
  west,
} from '../../../tests/support/drawn-town.ts'
import { blockCode, gridCode } from '../../../tests/support/sample-town.ts'
import { createApp } from '../app.ts'
import { readIndicators } from '../indicators/read-indicators.ts'

test('cases that were closed in a grid that ended count where most of its area is now; a past version is read byte for byte', async () => {
  const { service, as } = await drawnTown(300)
  const app = createApp(service)
  const count = async (grid?: string) => (await readIndicators(as(officer), { grid })).counts.reported ?? 0
  const read = async (path: string) => {
    const answer = await app.request(path, { headers: { host: 'localhost' } })
    return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()).toString('base64') }
  }
  const at = encodeURIComponent(new Date().toISOString())
  const questions = [
    '/api/grids/1/topology',
    '/api/grids/1/export?format=geojson&level=d',
    '/api/grids/1/export?format=csv',
    `/api/route?lon=110.0512&lat=30.0713&at=${at}`,
  ]
  const then = await Promise.all(questions.map(read))
  for (const { status } of then) expect(status).toBe(200)

  const [whole, gone, kept] = [await count(), await count(east), await count(west)]
  expect(Math.min(gone, kept)).toBeGreaterThan(0)
  await published(as, [{ kind: 'merge', from: east, into: west }])
  expect(await count(west)).toBe(gone + kept)
  // what got it may end as well
  await published(as, [
    rename(west, 'T-west'),
    { kind: 'merge', from: 'T-west', into: blockCode(8, levels) },
    { kind: 'retire', grid: gridCode(10, levels - 2, levels) },
  ])
  expect(await count(blockCode(8, levels))).toBeGreaterThanOrEqual(gone + kept)
  const parts = await readIndicators(as(officer), { by: 'grid', level: 'a' })
  const sum = parts.groups.reduce((all, { counts }) => all + (counts.reported ?? 0), 0)
  expect([await count(), sum]).toEqual([whole, whole])
  expect(await Promise.all(questions.map(read))).toEqual(then)
})
