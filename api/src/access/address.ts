import { BlockList, isIP } from 'node:net'

/**
 * The client's address. Behind a trusted proxy it is the last one that the proxy itself added to `X-Forwarded-For`; anybody may
 * write the ones before it.
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trustProxy: boolean,
): string | null {
  const added = trustProxy ? forwardedFor?.split(',').at(-1)?.trim() : undefined
  return plain(added) ?? plain(socketAddress)
}

/** What one person surely holds of the address space: an IPv4 address, a /64 of IPv6. */
export function networkOf(address: string | null): string {
  if (address === null || isIP(address) !== 6) return address ?? 'none'
  const [head = '', tail = ''] = address.split('::')
  const front = head === '' ? [] : head.split(':')
  const missing = 8 - front.length - (tail === '' ? 0 : tail.split(':').length)
  const groups = [...front, ...Array.from({ length: missing }, () => '0'), ...tail.split(':')]
  return `${groups
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

export function isLoopback(address: string | null): boolean {
  return address !== null && loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

/** Without the IPv4-in-IPv6 prefix and the zone; undefined for what is no address. */
function plain(text: string | undefined): string | null {
  const address = text?.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  return address !== undefined && isIP(address) !== 0 ? address.toLowerCase() : null
}
