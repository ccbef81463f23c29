import { expect, test } from 'vitest'
import { visitor } from '../context.ts'
import { createStreamLimit } from './stream-limit.ts'

const official = { ...visitor, account: 'commander', role: 'commander' as const }

test('one network holds so many streams; a place that is let go is free again, once', () => {
  const take = createStreamLimit()
  const someone = { address: '203.0.113.7', actor: visitor }
  const places = Array.from({ length: 200 }, () => take(someone))
  expect(() => take(someone)).toThrow('too-many-requests')
  places[0]?.()
  places[0]?.()
  places.push(take(someone))
  expect(() => take(someone)).toThrow('too-many-requests')
  expect(() => take({ address: '203.0.113.8', actor: visitor })).not.toThrow()
})

test('officials and this machine are only counted altogether', () => {
  const take = createStreamLimit()
  for (let i = 0; i < 500; i++) take({ address: '127.0.0.1', actor: visitor })
  for (let i = 0; i < 500; i++) take({ address: '203.0.113.7', actor: official })
  for (let i = 1000; i < 10_000; i++) take({ address: '::1', actor: visitor })
  expect(() => take({ address: '203.0.113.7', actor: official })).toThrow('too-many-requests')
})
