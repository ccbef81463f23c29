import { describe, expect, test } from 'vitest'
import { clientAddress, isLoopback, networkOf } from './address.ts'

describe('the address of a client', () => {
  test.each([
    ['the socket’s own', '203.0.113.9', undefined, false, '203.0.113.9'],
    ['IPv4 inside IPv6', '::ffff:203.0.113.9', undefined, false, '203.0.113.9'],
    ['a header nobody vouches for', '203.0.113.9', '198.51.100.1', false, '203.0.113.9'],
    ['what the proxy added', '10.0.0.1', '198.51.100.1, 198.51.100.7', true, '198.51.100.7'],
    ['a proxy that adds rubbish', '10.0.0.1', 'unknown', true, '10.0.0.1'],
    ['a zone', 'fe80::1%eth0', undefined, false, 'fe80::1'],
    ['none', undefined, undefined, true, null],
  ])('%s', (_, socket, forwarded, trust, address) => {
    expect(clientAddress(socket, forwarded, trust)).toBe(address)
  })
})

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['2001:db8:0:7:1:2:3:4', '2001:db8:0:7::/64'],
  ['2001:db8:0:7::9', '2001:db8:0:7::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  [null, 'none'],
])('%s belongs to %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

test('loopback is recognised in both families', () => {
  expect(['127.0.0.1', '127.9.9.9', '::1', '128.0.0.1', '::2', null].map(isLoopback)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ])
})
