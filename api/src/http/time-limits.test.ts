import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { bodyMilliseconds, limitTimes } from './time-limits.ts'

const server = createServer((incoming, outgoing) => incoming.on('end', () => outgoing.end('read')).resume())
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

test('files and photos may take their time, everything else half a minute', () => {
  expect(bodyMilliseconds('/api/imports')).toBe(900_000)
  expect(bodyMilliseconds('/api/incidents/7/photos')).toBe(120_000)
  for (const path of ['/api/incidents', '/api/imports/1/draft', '/api/photos/7/removal', '/'])
    expect(bodyMilliseconds(path)).toBe(30_000)
})

test('a body that does not come is cut off at the limit of its path, others are not', async () => {
  limitTimes(server, path => (path === '/slow' ? 60_000 : 50))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const begin = (path: string) => {
    const socket = connect(port, '127.0.0.1')
    socket.write(`POST ${path}?x=/slow HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab`)
    return socket.setEncoding('utf8')
  }
  const patient = begin('/slow')
  const [answer] = await once(begin('/other'), 'data')
  expect(answer).toMatch(/^HTTP\/1.1 408 /)
  patient.write('cde')
  const [read] = await once(patient, 'data')
  expect(read).toMatch(/^HTTP\/1.1 200 /)
})
