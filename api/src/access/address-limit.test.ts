import { describe, expect, test } from 'vitest'
import { createAddressLimit } from './address-limit.ts'

const noon = new Date('2026-07-01T04:00:00Z').getTime()
const from = (address: string | null, seconds = 0) => ({ address, now: new Date(noon + seconds * 1000) })
const accepted = (take: ReturnType<typeof createAddressLimit>, times: number, address: string, seconds = 0) =>
  Array.from({ length: times }, () => {
    try {
      take(from(address, seconds))
      return 1
    } catch {
      return 0
    }
  }).reduce<number>((sum, one) => sum + one, 0)

describe('reports of visitors', () => {
  test('ten minutes’ worth at once, then the rate', () => {
    const take = createAddressLimit(60)
    expect(accepted(take, 1000, '203.0.113.9')).toBe(600)
    expect(accepted(take, 1000, '203.0.113.9', 30)).toBe(30)
    expect(accepted(take, 1000, '203.0.113.10', 30)).toBe(600)
  })

  test('a refusal says when to come again, and coming then works', () => {
    const take = createAddressLimit(60)
    accepted(take, 600, '203.0.113.9')
    expect(() => take(from('203.0.113.9'))).toThrow(
      expect.objectContaining({ code: 'too-many-requests', detail: { retryAfterSeconds: 1 } }),
    )
    expect(accepted(take, 5, '203.0.113.9', 1)).toBe(1)
  })

  test('one holder of an IPv6 network is one address', () => {
    const take = createAddressLimit(1)
    expect(accepted(take, 10, '2001:db8::1')).toBe(10)
    expect(accepted(take, 1, '2001:db8::2')).toBe(0)
  })

  test('a clock set back forgives nothing and locks nobody out', () => {
    const take = createAddressLimit(60)
    accepted(take, 600, '203.0.113.9')
    expect(accepted(take, 10, '203.0.113.9', -3600)).toBe(0)
    expect(accepted(take, 1000, '203.0.113.9', 600)).toBe(600)
  })

  test('this machine itself, and a limit of 0, accept ten thousand', () => {
    expect(accepted(createAddressLimit(1), 10_000, '127.0.0.1')).toBe(10_000)
    expect(accepted(createAddressLimit(0), 10_000, '203.0.113.9')).toBe(10_000)
  })
})
