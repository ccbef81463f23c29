import type { Incident } from '@jingwei/api/incidents/contract.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Failure } from '../api.ts'
import { type Desk, drain, type Post } from './drain.ts'
import { settle } from './outbox-order.ts'
import type { FieldVerb, Writing, Written } from './written.ts'

const me = 'worker'

/** A phone's outbox without a phone. */
class Phone implements Desk {
  lines: Written[] = []
  write(about: number | string, writing: Writing): void {
    const seq = this.lines.length + 1
    const key = writing.kind === 'report' ? String(about) : `key ${seq}`
    this.lines.push({ seq, key, account: me, about, title: '', at: 0, state: 'waiting', writing })
  }
  async all() {
    return this.lines
  }
  async settle(line: Written, receipt: Parameters<Desk['settle']>[1]) {
    for (const changed of settle(this.lines, line, receipt, 1)) this.#put(changed)
  }
  async hold(line: Written, refusal: Parameters<Desk['hold']>[1]) {
    this.#put({ ...line, state: 'held', refusal })
  }
  async release(line: Written, rev: number) {
    const { writing } = line
    this.#put({ ...line, state: 'waiting', writing: writing.kind === 'move' ? { ...writing, rev } : writing })
  }
  #put(line: Written): void {
    this.lines = this.lines.map(one => (one.seq === line.seq ? line : one))
  }
}

interface Step {
  readonly verb: string
  readonly actor: string
  readonly note: string
}

/** The server's rules for one log of steps a case: revisions settle races, keys make reports and photos count once. */
class Server implements Post {
  readonly cases = new Map<number, Step[]>()
  readonly keys = new Map<string, number>()
  /** What happens to the next requests, in turn. */
  weather: ('fine' | 'no connection' | 'answer lost')[] = []

  async send({ key, about, writing }: Written) {
    const weather = this.weather.shift() ?? 'fine'
    if (weather === 'no connection') throw new Failure('offline')
    const receipt = this.#take(key, about, writing)
    if (weather === 'answer lost') throw new Failure('offline')
    return receipt
  }

  async look(id: number): Promise<Incident> {
    const log = this.#log(id)
    const events = log.map(({ verb, actor, note }, i) => ({ rev: i + 1, verb, actor, data: { note } }))
    return { rev: log.length, moves: this.open(id), events } as unknown as Incident
  }

  somebodyElse(id: number): void {
    this.#log(id).push({ verb: 'supervise', actor: 'lead', note: '' })
  }

  open(id: number): FieldVerb[] {
    const verbs = this.#log(id).map(step => step.verb)
    if (!verbs.includes('take')) return ['take', 'comment']
    return verbs.includes('finish') ? ['comment'] : ['finish', 'comment']
  }

  #take(key: string, about: number | string, writing: Writing) {
    const before = this.keys.get(key)
    if (writing.kind === 'report') {
      const id = before ?? 1000 + this.cases.size
      if (before === undefined) this.cases.set(id, [{ verb: 'report', actor: me, note: '' }])
      this.keys.set(key, id)
      return { id, number: `N${id}` }
    }
    const id = Number(about)
    const log = this.#log(id)
    if (writing.kind === 'photo') {
      if (before === undefined) log.push({ verb: 'photo', actor: me, note: '' })
      this.keys.set(key, id)
      return { id, rev: log.length }
    }
    const { verb, rev, note } = writing
    const next = log[rev]
    if (next?.verb === verb && next.actor === me && next.note === note) return { id, rev: log.length }
    if (log.length !== rev) throw new Failure('stale-revision', { status: 409, detail: { rev: log.length } })
    if (!this.open(id).includes(verb)) throw new Failure('move-not-open', { status: 409 })
    log.push({ verb, actor: me, note })
    return { id, rev: log.length }
  }

  #log(id: number): Step[] {
    const log = this.cases.get(id)
    if (log === undefined) throw new Failure('not-found', { status: 404 })
    return log
  }
}

const photo: Writing = { kind: 'photo', photo: 'before', picture: new Blob(['x']) }
const step = (verb: FieldVerb, note: string): Writing => ({ kind: 'move', verb, rev: 1, note })
const reportOf = (title: string): Writing => ({
  kind: 'report',
  report: { classCode: '1', title, grid: 'A' },
})

function dispatched(): { phone: Phone; server: Server } {
  const [phone, server] = [new Phone(), new Server()]
  server.cases.set(7, [{ verb: 'dispatch', actor: 'commander', note: '' }])
  return { phone, server }
}

test('take, photo and feedback written without a connection follow each other', async () => {
  const { phone, server } = dispatched()
  for (const writing of [step('take', ''), photo, step('comment', '在路上'), step('finish', '已清理')])
    phone.write(7, writing)
  expect(await drain(phone, server)).toBe('empty')
  expect(server.cases.get(7)?.map(({ verb }) => verb)).toEqual([
    'dispatch',
    'take',
    'photo',
    'comment',
    'finish',
  ])
})

test('a report’s photos go to the case that it became', async () => {
  const [phone, server] = [new Phone(), new Server()]
  phone.write('k1', reportOf('坑'))
  phone.write('k1', photo)
  expect(await drain(phone, server)).toBe('empty')
  expect(server.cases.get(1000)?.map(({ verb }) => verb)).toEqual(['report', 'photo'])
  expect(phone.lines.map(({ about, state, number }) => [about, state, number])).toEqual([
    [1000, 'sent', 'N1000'],
    [1000, 'sent', undefined],
  ])
})

test('what somebody else has overtaken is held with what was written; a comment still goes, other cases too', async () => {
  const { phone, server } = dispatched()
  server.cases.set(8, [{ verb: 'dispatch', actor: 'commander', note: '' }])
  server.somebodyElse(7)
  phone.write(7, step('take', '我去'))
  phone.write(7, step('finish', '已清理'))
  phone.write(8, step('comment', '收到'))
  server.somebodyElse(8)
  expect(await drain(phone, server)).toBe('empty')
  expect(phone.lines.map(line => line.state)).toEqual(['held', 'waiting', 'sent'])
  expect(phone.lines[0]).toMatchObject({ refusal: { code: 'stale-revision' }, writing: { note: '我去' } })
  expect(server.cases.get(7)).toHaveLength(2)
  expect(server.cases.get(8)?.at(-1)).toMatchObject({ verb: 'comment', actor: me })

  const first = phone.lines[0]
  if (first === undefined) throw new Error('lost')
  await phone.release(first, 2)
  expect(await drain(phone, server)).toBe('empty')
  expect(server.cases.get(7)?.map(({ verb }) => verb)).toEqual(['dispatch', 'supervise', 'take', 'finish'])
})

test('an ended session stops everything and loses nothing', async () => {
  const { phone, server } = dispatched()
  phone.write(7, step('take', ''))
  const post: Post = {
    send: () => Promise.reject(new Failure('sign-in-required', { status: 401 })),
    look: id => server.look(id),
  }
  expect(await drain(phone, post)).toBe('sign-in')
  expect(phone.lines[0]?.state).toBe('waiting')
})

test('a line that breaks the server lets the others pass and waits', async () => {
  const { phone, server } = dispatched()
  phone.write('bad', reportOf('坏'))
  phone.write(7, step('take', ''))
  const post: Post = {
    send: line =>
      line.about === 'bad' ? Promise.reject(new Failure('internal', { status: 500 })) : server.send(line),
    look: id => server.look(id),
  }
  expect(await drain(phone, post)).toBe('later')
  expect(phone.lines.map(line => line.state)).toEqual(['waiting', 'sent'])
})

describe('whatever the connection does and whoever else moves the cases', () => {
  const weather = fc.array(
    fc.constantFrom('fine' as const, 'no connection' as const, 'answer lost' as const),
    {
      maxLength: 30,
    },
  )
  const writing = fc.constantFrom<'report' | 'take' | 'finish' | 'comment' | 'photo' | 'report photo'>(
    ...(['report', 'take', 'finish', 'comment', 'photo', 'report photo'] as const),
  )
  test('nothing is doubled, nothing is lost, and each case keeps its order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(writing, { maxLength: 12 }),
        weather,
        fc.array(fc.boolean(), { maxLength: 12 }),
        async (kinds, weather, meddling) => {
          const { phone, server } = dispatched()
          server.weather = [...weather]
          let report = 'r'
          for (const [i, kind] of kinds.entries()) {
            if (kind === 'report') {
              report = `report ${i}`
              phone.write(report, reportOf(`n${i}`))
            } else if (kind === 'photo') phone.write(7, photo)
            else if (kind === 'report photo') {
              if (report !== 'r') phone.write(report, photo)
            } else phone.write(7, step(kind, `note ${i}`))
          }
          for (const meddles of [...meddling, ...new Array(40).fill(false)]) {
            if (meddles) server.somebodyElse(7)
            await drain(phone, server)
          }
          expect(phone.lines.filter(line => line.state === 'waiting' && !isBehind(phone, line))).toEqual([])
          const log = server.cases.get(7) ?? []
          for (const { writing, state } of phone.lines) {
            if (writing.kind !== 'move') continue
            const found = log.filter(one => one.actor === me && one.note === writing.note)
            expect(found, writing.note).toHaveLength(state === 'sent' ? 1 : 0)
          }
          const sent = phone.lines.filter(line => line.state === 'sent')
          expect(sent.filter(line => line.writing.kind === 'report')).toHaveLength(server.cases.size - 1)
          const photos = [...server.cases.values()].flat().filter(one => one.verb === 'photo')
          expect(photos).toHaveLength(sent.filter(line => line.writing.kind === 'photo').length)
          const order = log.filter(one => one.actor === me && one.note !== '').map(one => one.note)
          const written = sent.flatMap(({ writing }) => (writing.kind === 'move' ? [writing.note] : []))
          expect(order).toEqual(written)
        },
      ),
      { numRuns: 300 },
    )
  })
})

function isBehind(phone: Phone, line: Written): boolean {
  return phone.lines.some(one => one.state === 'held' && one.about === line.about && one.seq < line.seq)
}
