import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { openBucketStore } from './bucket-store.ts'
import { openDiskStore } from './disk-store.ts'
import type { EvidenceStore } from './store.ts'
import { bucketDouble } from './testing/bucket-double.ts'
import { memoryStore } from './testing/memory-store.ts'

const bucket = await bucketDouble()
afterAll(() => bucket.close())
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
  ['in a bucket', () => openBucketStore(bucket)],
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

describe('a bucket', () => {
  const store = openBucketStore(bucket)
  beforeEach(() => {
    bucket.refused.length = 0
  })

  test('is read page by page', async () => {
    const hashes = await Promise.all([1, 2, 3, 4, 5].map(each => store.put(Uint8Array.of(each))))
    expect(await all(store, later)).toEqual([...hashes].sort())
    for (const each of hashes) await store.remove(each)
    expect(await all(store, later)).toEqual([])
    expect(bucket.refused).toEqual([])
  })

  test('refuses another key, which is an error and no missing picture', async () => {
    const stranger = openBucketStore({ ...bucket, secret: 'guessed' })
    await expect(stranger.put(bytes)).rejects.toThrow('403')
    await expect(stranger.get(hash)).rejects.toThrow('403')
    await expect(stranger.has(hash)).rejects.toThrow('403')
    expect(await store.get(hash)).toBeNull()
  })

  test('that is away for a moment is asked again; away for longer it is an error', async () => {
    bucket.failNext(1)
    expect(await store.put(bytes)).toBe(hash)
    expect(bucket.refused).toEqual(['503 PUT'])
    bucket.failNext(3)
    await expect(store.get(hash)).rejects.toThrow('503')
    await store.remove(hash)
  })

  test('is never asked for what is no hash', async () => {
    await expect(store.get('../secret')).rejects.toThrow(RangeError)
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
