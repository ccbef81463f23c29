import { expect, test, vi } from 'vitest'
import { Failure } from '../api.ts'
import { type DraftServer, Saving, sortKept } from './saving.ts'
import { memorySteps } from './step-store.ts'
import type { Entry } from './steps.ts'

const undo: Entry = { kind: 'undo' }
const retire = (grid: string): Entry => ({ kind: 'retire', grid })

/** A server that can lose requests and answers. */
function server() {
  const log: Entry[] = []
  const it = {
    log,
    isAway: false,
    losesAnswer: false,
    api: {
      async add(_draft, rev, entries) {
        if (it.isAway) throw new Failure('offline')
        if (rev !== log.length) throw new Failure('draft-moved', { status: 409 })
        log.push(...entries)
        if (it.losesAnswer) throw new Failure('offline')
        return { rev: log.length }
      },
      log: async () => log,
    } satisfies DraftServer as DraftServer,
  }
  return it
}

const settled = (saving: Saving, state: Saving['state']) => vi.waitFor(() => expect(saving.state).toBe(state))

test('what is drawn goes to the server in order, and is forgotten here when it is there', async () => {
  const [far, store] = [server(), memorySteps()]
  const saving = new Saving(7, 0, store, far.api)
  for (const grid of ['a', 'b', 'c']) saving.push(retire(grid))
  await settled(saving, 'saved')
  expect(far.log).toEqual(['a', 'b', 'c'].map(retire))
  expect(await store.read(7)).toEqual([])
})

test('without a connection steps wait on the disk; a page that is opened again sends them', async () => {
  const [far, store] = [server(), memorySteps()]
  far.isAway = true
  const first = new Saving(7, 0, store, far.api)
  first.push(retire('a'))
  first.push(undo)
  await settled(first, 'waiting')
  expect(first.waiting).toHaveLength(2)
  first.close()
  far.isAway = false
  const again = new Saving(7, 0, store, far.api)
  const { follows } = sortKept(await store.read(7), far.log)
  again.resume(follows)
  await settled(again, 'saved')
  expect(far.log).toEqual([retire('a'), undo])
})

test('a lost answer: what arrived counts once', async () => {
  const [far, store] = [server(), memorySteps()]
  const saving = new Saving(7, 0, store, far.api)
  far.losesAnswer = true
  saving.push(retire('a'))
  await settled(saving, 'waiting')
  far.losesAnswer = false
  await saving.send()
  expect(saving.state).toBe('saved')
  expect(far.log).toEqual([retire('a')])
})

test('a log that somebody else went on with is not written over, and nothing is lost', async () => {
  const [far, store] = [server(), memorySteps()]
  far.log.push(retire('elsewhere'))
  const saving = new Saving(7, 0, store, far.api)
  saving.push(retire('a'))
  await settled(saving, 'held')
  expect(saving.failure?.code).toBe('draft-moved')
  expect(far.log).toEqual([retire('elsewhere')])
  expect(await store.read(7)).toHaveLength(1)
  expect(sortKept(await store.read(7), far.log).contradicts).toHaveLength(1)
})
