import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Ctx } from '../context.ts'
import { createLog } from '../log.ts'
import { Feed } from './feed.ts'

function feedOn(sql: () => Promise<unknown>, embedded: boolean): Feed {
  const ctx = { sql, log: createLog('silent') } as unknown as Ctx
  const feed = new Feed(() => ({ ctx, embedded }))
  onTestFinished(() => feed.close())
  return feed
}

/** What one who listens to such a database is sent. */
async function beatsOf(sql: () => Promise<unknown>) {
  const out = new ServerResponse(new IncomingMessage(new Socket()))
  const beats = vi.spyOn(out, 'write')
  await feedOn(sql, false).join(out, null, null)
  return beats
}

test('a database that is away is a problem for who comes now, also while others still listen', async () => {
  let away = false
  const sql = async () => {
    if (away) throw new Error('away')
    return [{ top: 0, count: 0, oldest: '1', next: '1' }]
  }
  const feed = feedOn(sql, true)
  await feed.ready()
  await feed.join(new ServerResponse(new IncomingMessage(new Socket())), null, null)
  expect(feed.size).toBe(1)
  // The look that the first stream began; the next one sees the database gone.
  await feed.look()

  away = true
  await feed.look()
  await expect(feed.ready()).rejects.toThrow('away')
  away = false
  await expect(feed.ready()).resolves.toBeUndefined()
})

test('heartbeats end as soon as the log cannot be read: a picture that is not followed does not look alive', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  let away = false
  const sql = async () => {
    if (away) throw new Error('away')
    return [{ top: 0, count: 0, oldest: '1', next: '1' }]
  }
  const beats = await beatsOf(sql)
  await vi.advanceTimersByTimeAsync(4_500)
  expect(beats.mock.calls.length).toBeGreaterThanOrEqual(3)

  away = true
  await vi.advanceTimersByTimeAsync(500)
  beats.mockClear()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(beats).not.toHaveBeenCalled()
  away = false
  await vi.advanceTimersByTimeAsync(4_000)
  expect(beats).toHaveBeenCalled()
})

test('while the database hangs a heartbeat says for how long, and soon there is none', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  let hangs = false
  const sql = () =>
    hangs ? new Promise(() => {}) : Promise.resolve([{ top: 0, count: 0, oldest: '1', next: '1' }])
  const beats = await beatsOf(sql)
  await vi.advanceTimersByTimeAsync(4_100)
  const ages = () => beats.mock.calls.flatMap(([bytes]) => /^: \S+ (\d+)\n\n$/.exec(String(bytes))?.[1] ?? [])
  expect(ages()).toHaveLength(2)
  expect(Math.max(...ages().map(Number))).toBeLessThanOrEqual(300)
  hangs = true
  beats.mockClear()
  // a clock that is set back in the same moment makes it no younger
  vi.setSystemTime(Date.now() - 3_600_000)
  await vi.advanceTimersByTimeAsync(20_000)
  const [only, ...more] = ages()
  expect(more).toEqual([])
  expect(Number(only)).toBeGreaterThan(1500)
})

test('whoever comes while the database hangs waits, though others still listen: a stream that begins looks alive', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  let goOn: (() => void) | null = null
  let hangs = false
  const rows = [{ top: 0, count: 0, oldest: '1', next: '1' }]
  const sql = () =>
    hangs
      ? new Promise<unknown>(resolve => {
          goOn = () => resolve(rows)
        })
      : Promise.resolve(rows)
  const feed = feedOn(sql, false)
  await feed.join(new ServerResponse(new IncomingMessage(new Socket())), null, null)
  await vi.advanceTimersByTimeAsync(1_000)
  hangs = true
  await vi.advanceTimersByTimeAsync(5_000)
  let isReady = false
  void feed.ready().then(() => {
    isReady = true
  })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(isReady).toBe(false)
  hangs = false
  ;(goOn as (() => void) | null)?.()
  await vi.advanceTimersByTimeAsync(100)
  expect(isReady).toBe(true)
})
