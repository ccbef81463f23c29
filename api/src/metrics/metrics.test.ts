import { expect, test } from 'vitest'
import { openFeed } from '../events/open-feed.ts'
import { unfilledStore } from '../heat/heat-store.ts'
import { Metrics } from './metrics.ts'
import { samplesText } from './text-format.ts'

const idle = {
  database: null,
  heat: unfilledStore(),
  feed: openFeed(() => {
    throw new Error('nobody listens')
  }),
}

test('requests are counted by route, method and status, and fall into the buckets that hold them', async () => {
  const metrics = new Metrics()
  const about = { route: '/api/incidents/{id}', method: 'GET' }
  for (const [status, seconds] of [
    [200, 0.02],
    [200, 0.3],
    [404, 40],
  ] as const)
    metrics.count({ ...about, status, seconds })
  const text = await metrics.text(idle)
  const labels = 'route="/api/incidents/{id}",method="GET"'
  expect(text).toContain(`jingwei_requests_total{${labels},status="200"} 2\n`)
  expect(text).toContain(`jingwei_requests_total{${labels},status="404"} 1\n`)
  for (const [bound, count] of [
    ['0.01', 0],
    ['0.025', 1],
    ['0.25', 1],
    ['0.5', 2],
    ['30', 2],
    ['+Inf', 3],
  ])
    expect(text).toContain(`jingwei_request_seconds_bucket{${labels},le="${bound}"} ${count}\n`)
  expect(text).toContain(`jingwei_request_seconds_count{${labels}} 3\n`)
  expect(text).toContain('jingwei_database_reachable 0\n')
  expect(text).not.toContain('jingwei_open_cases')
})

test('every line is a comment or a sample that Prometheus can read', async () => {
  const metrics = new Metrics()
  metrics.count({ route: 'page', method: 'GET', status: 200, seconds: 0.001 })
  for (const line of (await metrics.text(idle)).trimEnd().split('\n'))
    expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? -?[\d.e+-]+)$/)
})

test('signs that end a label are escaped', () => {
  expect(samplesText('x', 'gauge', 'y', [{ labels: { a: 'b"\\\n' }, value: 1 }])).toContain(
    'x{a="b\\"\\\\\\n"} 1\n',
  )
})
