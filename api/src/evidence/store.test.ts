import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openDiskStore } from './disk-store.ts'
import type { EvidenceStore } from './store.ts'
import { memoryStore } from './testing/memory-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'jingwei-evidence-'))
afterAll(() => rmSync(folder, { recursive: true }))

const bytes = Uint8Array.from({ length: 5000 }, (_, i) => i % 251)
const hash = createHash('sha256').update(bytes).digest('hex')
const later = new Date(Date.now() + 3_600_000)

async function all(store: EvidenceStore, before: Date): Promise<string[]> {
  const hashes = []
  for await (const each of store.list(before)) hashes.push(each)
  return hashes
}

describe.each([
  ['on disk', () => openDiskStore(mkdtempSync(join(folder, 'store-')))],
  ['in memory', memoryStore],
])('a store %s', (_, open) => {
  test('gives back what was put, by its hash, once however often it was put', async () => {
    const store = open()
    expect(await all(store, later)).toEqual([])
    expect(await Promise.all([store.put(bytes), store.put(bytes), store.put(bytes)])).toEqual([
      hash,
      hash,
      hash,
    ])
    expect(await store.has(hash)).toBe(true)
    expect(Buffer.from((await store.get(hash)) ?? [])).toEqual(Buffer.from(bytes))
    expect(await all(store, later)).toEqual([hash])
    expect(await all(store, new Date(Date.now() - 3_600_000))).toEqual([])
  })

  test('does not have what was removed, or never put', async () => {
    const store = open()
    await store.put(bytes)
    await store.remove(hash)
    await store.remove(hash)
    expect(await store.get(hash)).toBeNull()
    expect(await store.has(hash)).toBe(false)
    expect(await all(store, later)).toEqual([])
  })
})

test('a hash that is no hash reaches no file', async () => {
  writeFileSync(join(folder, 'secret'), 'secret')
  const store = openDiskStore(join(folder, 'store'))
  for (const path of ['../secret', '', `${hash}/..`, hash.toUpperCase()]) {
    await expect(store.get(path)).rejects.toThrow(RangeError)
    await expect(store.remove(path)).rejects.toThrow(RangeError)
  }
  expect(readFileSync(join(folder, 'secret'), 'utf8')).toBe('secret')
})

test('files are for the program’s own user alone; half a file of a crash goes with the sweep', async () => {
  const home = mkdtempSync(join(folder, 'store-'))
  const store = openDiskStore(home)
  await store.put(bytes)
  expect(statSync(join(home, hash.slice(0, 2), hash)).mode & 0o077).toBe(0)
  expect(readdirSync(join(home, 'incoming'))).toEqual([])
  const half = join(home, 'incoming', 'half')
  writeFileSync(half, 'ha')
  utimesSync(half, 0, 0)
  expect(await all(store, new Date(1000))).toEqual([])
  expect(readdirSync(join(home, 'incoming'))).toEqual([])
})
