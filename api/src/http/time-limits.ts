import type { Server } from 'node:http'

/** How long the body of a request may take to come in, in milliseconds. Whoever sends a byte now and then holds no connection for longer. */
export function bodyMilliseconds(path: string): number {
  // 256 MiB over a line of an office; only officers send them
  if (path === '/api/imports') return 15 * 60_000
  // 12 MiB from a telephone in the street
  if (/^\/api\/(incidents|reports)\/[^/]+\/photos$/.test(path)) return 2 * 60_000
  return 30_000
}

const headersMilliseconds = 15_000
/** Longer than proxies keep a connection to us: whoever closes first never closes under a request of the other. */
const idleMilliseconds = 75_000

/** Slow senders do not hold connections for ever. Node's own limit is one for all requests: it is the largest, and each has one of its own. */
export function limitTimes(server: Server, limitOf: (path: string) => number = bodyMilliseconds): void {
  server.requestTimeout = bodyMilliseconds('/api/imports')
  server.headersTimeout = headersMilliseconds
  server.keepAliveTimeout = idleMilliseconds
  server.prependListener('request', (incoming, outgoing) => {
    const { headers, socket, url = '' } = incoming
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > 0
    if (!hasBody) return
    const cutOff = () => {
      if (incoming.complete) return
      if (!outgoing.headersSent) socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n')
      socket.destroySoon()
    }
    const timer = setTimeout(cutOff, limitOf(url.split('?', 1)[0] ?? '')).unref()
    incoming.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer))
  })
}
