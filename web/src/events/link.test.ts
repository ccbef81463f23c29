import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type FeedState, Link } from './link.ts'

/** A server whose connections the test speaks into. */
class Server {
  readonly asked: (string | null)[] = []
  refuses = false
  #speaking: ReadableStreamDefaultController<Uint8Array> | null = null

  open = async (lastId: string | null, signal: AbortSignal): Promise<Response> => {
    this.asked.push(lastId)
    if (this.refuses) throw new TypeError('refused')
    const body = new ReadableStream<Uint8Array>({
      start: speaking => {
        this.#speaking = speaking
        signal.addEventListener('abort', () => this.#fail(speaking))
      },
    })
    return new Response(body)
  }

  async say(text: string) {
    this.#speaking?.enqueue(new TextEncoder().encode(text))
    await vi.advanceTimersByTimeAsync(0)
  }

  async cut() {
    this.#speaking?.error(new Error('cut'))
    this.#speaking = null
    await vi.advanceTimersByTimeAsync(0)
  }

  #fail(speaking: ReadableStreamDefaultController<Uint8Array>) {
    if (this.#speaking !== speaking) return
    this.#speaking = null
    speaking.error(new Error('aborted'))
  }
}

let server: Server
let states: FeedState[]
let data: string[]
let link: Link
beforeEach(async () => {
  vi.useFakeTimers()
  server = new Server()
  states = []
  data = []
  link = new Link({
    open: server.open,
    onPiece: piece => piece.kind === 'event' && data.push(piece.data),
    onState: state => states.push(state),
  })
  link.start()
  await vi.advanceTimersByTimeAsync(0)
})
afterEach(() => {
  link.stop()
  vi.useRealTimers()
})

const status = () => states.at(-1)?.status

test('is live once the server speaks, stale when it falls silent, and live again', async () => {
  await server.say(': hello\n\n')
  expect(status()).toBe('live')
  await vi.advanceTimersByTimeAsync(11_000)
  expect(status()).toBe('stale')
  await server.say(': hello\n\n')
  expect(status()).toBe('live')
})

test('the age that a heartbeat tells counts: a server that could not read the log for a while makes the silence no shorter', async () => {
  await server.say(': 2026-01-01T00:00:00.000Z 0\n\n')
  const before = states.at(-1)?.heardAt ?? 0
  await vi.advanceTimersByTimeAsync(2000)
  await server.say(': 2026-01-01T00:00:02.000Z 2000\n\n')
  expect(states.at(-1)?.heardAt).toBe(before)
  await vi.advanceTimersByTimeAsync(7600)
  expect(status()).toBe('stale')
  await server.say(': 2026-01-01T00:00:09.600Z 40\n\n')
  expect(status()).toBe('live')
})

test('lost, it comes back by itself and goes on where it was', async () => {
  await server.say('id: 7\n\nid: 8\ndata: a\n\n')
  await server.cut()
  expect(status()).toBe('lost')
  await vi.advanceTimersByTimeAsync(1000)
  await server.say('id: 9\ndata: b\n\n')
  expect(status()).toBe('live')
  expect(server.asked).toEqual([null, '8'])
  expect(data).toEqual(['', 'a', 'b'])
})

test('what was cut off in the middle is not mixed with what comes next', async () => {
  await server.say('id: 7\ndata: a\n\nid: 8\ndata: ha')
  await server.cut()
  await vi.advanceTimersByTimeAsync(1000)
  await server.say('id: 8\ndata: b\n\n')
  expect(server.asked).toEqual([null, '7'])
  expect(data).toEqual(['a', 'b'])
})

test('waits longer and longer while the server refuses, and hurries when the network is back', async () => {
  await server.say(': hello\n\n')
  server.refuses = true
  await server.cut()
  await vi.advanceTimersByTimeAsync(60_000)
  const tries = server.asked.length
  expect(tries).toBeGreaterThan(8)
  expect(tries).toBeLessThan(25)
  server.refuses = false
  link.hurry()
  await vi.advanceTimersByTimeAsync(0)
  await server.say(': hello\n\n')
  expect(status()).toBe('live')
})

test('silence is noticed all the same when the clock was set back an hour', async () => {
  await server.say('id: 3\n\n')
  vi.setSystemTime(Date.now() - 3_600_000)
  await vi.advanceTimersByTimeAsync(11_000)
  expect(status()).toBe('stale')
  expect(states.at(-1)?.heardAt).toBeLessThanOrEqual(Date.now())
  await vi.advanceTimersByTimeAsync(15_000)
  expect(server.asked).toEqual([null, '3'])
})

test('a connection that is dead without a word is given up', async () => {
  await server.say('id: 3\n\n')
  await vi.advanceTimersByTimeAsync(25_000)
  expect(server.asked).toEqual([null, '3'])
})

test('stopped, it lets go; started again, it goes on', async () => {
  await server.say('id: 3\n\n')
  link.stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(status()).toBe('lost')
  expect(server.asked).toEqual([null])
  link.start()
  await vi.advanceTimersByTimeAsync(0)
  expect(server.asked).toEqual([null, '3'])
})
