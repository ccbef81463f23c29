import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'
import { type ChainedEvent, eventHash, firstBrokenRevision } from './event-chain.ts'

const first: ChainedEvent = {
  incidentId: 7,
  rev: 1,
  verb: 'report',
  status: 'reported',
  at: new Date('2026-03-01T08:00:00+08:00'),
  actor: null,
  data: { grid: '340402', b: [1, { z: null, a: '好"' }] },
}

/** Everything a stranger needs to recompute a hash is in this test. */
test('the hash is sha256 over the hash before and the canonical JSON', () => {
  const text =
    '{"actor":null,"at":"2026-03-01T00:00:00.000Z","data":{"b":[1,{"a":"好\\"","z":null}],"grid":"340402"},' +
    '"incident":7,"rev":1,"status":"reported","verb":"report"}'
  expect(eventHash(null, first).toString('hex')).toBe(createHash('sha256').update(text).digest('hex'))
  const before = eventHash(null, first)
  const second = createHash('sha256').update(before).update(text.replace('"rev":1', '"rev":2')).digest()
  expect(eventHash(before, { ...first, rev: 2 })).toEqual(second)
})

const chain = (count: number) => {
  const events: (ChainedEvent & { previousHash: Buffer | null; hash: Buffer })[] = []
  for (let rev = 1; rev <= count; rev++) {
    const event = { ...first, rev, at: new Date(first.at.getTime() + rev) }
    const previousHash = events.at(-1)?.hash ?? null
    events.push({ ...event, previousHash, hash: eventHash(previousHash, event) })
  }
  return events
}

test('a whole chain is sound; one that was touched is not', () => {
  expect(firstBrokenRevision(chain(5))).toBeNull()
  const changed = chain(5).map(event => (event.rev === 3 ? { ...event, status: 'void' as const } : event))
  expect(firstBrokenRevision(changed)).toBe(3)
  expect(firstBrokenRevision(chain(5).filter(event => event.rev !== 2))).toBe(3)
  expect(firstBrokenRevision([...chain(3)].reverse())).toBe(3)
  const rehashed = chain(3).map(event =>
    event.rev === 1 ? { ...event, actor: 'x', hash: eventHash(null, { ...event, actor: 'x' }) } : event,
  )
  expect(firstBrokenRevision(rehashed)).toBe(2)
})

test('canonical JSON says the same as JSON, whatever the order of keys', () => {
  const reverse = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reverse)
    if (typeof value !== 'object' || value === null) return value
    const fields = Object.entries(value).map(([key, field]) => [key, reverse(field)] as const)
    return Object.fromEntries(fields.reverse())
  }
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      const plain: unknown = JSON.parse(JSON.stringify(value))
      expect(JSON.parse(canonicalJson(plain))).toEqual(plain)
      expect(canonicalJson(reverse(plain))).toBe(canonicalJson(plain))
    }),
  )
  expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}')
})
