import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { auditHash } from './chain.ts'

const record = {
  seq: 1,
  at: new Date('2026-03-01T00:00:00Z'),
  actor: 'chief',
  role: 'commander',
  address: null,
  verb: 'reporter.read',
  subject: 'incident/17',
  data: { purpose: 'call-back' },
}
const text =
  '{"actor":"chief","address":null,"at":"2026-03-01T00:00:00.000Z","data":{"purpose":"call-back"},' +
  '"role":"commander","seq":1,"subject":"incident/17","verb":"reporter.read"}'

test('the hash is sha256 over the hash before and the text, as documented', () => {
  const first = auditHash(null, record)
  expect(first).toEqual(createHash('sha256').update(text).digest())
  expect(auditHash(first, record)).toEqual(createHash('sha256').update(first).update(text).digest())
})

test.each(Object.keys(record) as (keyof typeof record)[])('%s is covered', field => {
  const changed = { ...record, [field]: field === 'at' ? new Date(1) : field === 'seq' ? 2 : 'other' }
  expect(auditHash(null, changed as typeof record)).not.toEqual(auditHash(null, record))
})
