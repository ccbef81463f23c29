import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { Ctx } from '../context.ts'
import { createLog } from '../log.ts'
import { Feed } from './feed.ts'

test('a database that is away is a problem for who comes now, also while others still listen', async () => {
  let away = false
  const sql = async () => {
    if (away) throw new Error('away')
    return [{ top: 0, count: 0, oldest: '1', next: '1' }]
  }
  const ctx = { sql, log: createLog('silent') } as unknown as Ctx
  const feed = new Feed(() => ({ ctx, embedded: true }))
  onTestFinished(() => feed.close())
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
