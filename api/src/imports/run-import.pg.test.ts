import { EventEmitter, once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { townDatabase } from '../../../tests/support/city-database.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import type { Actor, Ctx } from '../context.ts'
import type { ImportMapping } from './contract.ts'
import type { ImportMessage } from './import-worker.ts'

/** Threads that do what a test says, in the order in which they were started. */
class FakeThread extends EventEmitter {
  say(message: ImportMessage) {
    this.emit('message', message)
  }
  isEnded = false
  async terminate() {
    this.isEnded = true
    this.emit('exit', 1)
  }
}
vi.resetModules()
vi.mock('../thread.ts', { spy: true })
const { startThread } = await import('../thread.ts')
const { beginImport } = await import('./begin-import.ts')
const { cancelImport, mapImport } = await import('./change-import.ts')
const { settleImports } = await import('./run-import.ts')
const { showImport } = await import('./show-import.ts')

const officer: Actor = {
  account: 'officer',
  role: 'commander',
  grid: null,
  person: null,
  nets: null,
  department: null,
}
const folder = mkdtempSync(join(tmpdir(), 'jingwei-run-import-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const heard = new EventEmitter()
vi.mocked(startThread).mockImplementation(() => {
  const thread = new FakeThread()
  heard.emit('thread', thread)
  return thread as unknown as Worker
})
afterAll(() => vi.mocked(startThread).mockRestore())
const mapping: ImportMapping = { levels: [], datum: 'wgs84', srid: null, swapped: false }
const unmapped: ImportMessage = { kind: 'layers', layers: [], mapping, isComplete: false }

let ctx: Ctx
beforeAll(async () => {
  ctx = testContext(testService(await townDatabase({ incidents: 0 })), { actor: officer })
})

async function begin(): Promise<number> {
  const keep = async (path: string) => writeFileSync(path, '{}')
  const file = { name: 'a.json', bytes: 2, keep, drop: async () => {} }
  return (await beginImport(ctx, folder, file)).id
}
const nextThread = async () => (await once(heard, 'thread'))[0] as FakeThread
const stateOf = async (id: number) => (await showImport(ctx, folder, id)).state

test('columns that are chosen while the thread of the first look is still being cleared away are looked at all the same', async () => {
  const first = nextThread()
  const id = await begin()
  const thread = await first
  thread.say(unmapped)
  await vi.waitFor(async () => expect(await stateOf(id)).toBe('unmapped'))
  const second = nextThread()
  await mapImport(ctx, folder, id, { ...mapping, levels: [] })
  thread.emit('exit', 0)
  const again = await second
  again.say({ kind: 'checked', report: '{}' })
  again.emit('exit', 0)
  await settleImports(ctx)
  expect(await stateOf(id)).toBe('checked')
})

test('one that waits is cancelled without waiting for the one before it', async () => {
  const first = nextThread()
  const slow = await begin()
  const thread = await first
  const next = await begin()
  expect(await cancelImport(ctx, folder, next)).toMatchObject({ state: 'cancelled' })
  thread.emit('exit', 0)
  await settleImports(ctx)
  expect(await stateOf(slow)).toBe('reading')
  expect(await stateOf(next)).toBe('cancelled')
})

test('one that another program has checked meanwhile keeps what it became', async () => {
  const first = nextThread()
  await begin()
  const thread = await first
  const waiting = await begin()
  const { sql } = ctx
  await sql`update grid_import set state = 'checked', report = '{}' where id = ${waiting}`
  await sql`insert into grid_import_piece (import_id, position, bytes) values (${waiting}, 0, 'x')`
  thread.emit('exit', 0)
  await settleImports(ctx)
  const pieces = await sql`select position from grid_import_piece where import_id = ${waiting}`
  expect(pieces).toHaveLength(1)
  expect(startThread).toHaveBeenCalledTimes(4)
})

test('one whose words cannot be written ends its thread too: the next one has the machine to itself', async () => {
  const first = nextThread()
  const id = await begin()
  const thread = await first
  thread.say({ kind: 'piece', position: 2 ** 40, bytes: new Uint8Array(1) })
  await settleImports(ctx)
  expect(await showImport(ctx, folder, id)).toMatchObject({ state: 'failed', failure: { code: 'internal' } })
  expect(thread.isEnded).toBe(true)
})
