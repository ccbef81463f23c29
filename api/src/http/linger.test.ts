import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createHttpServer } from './server.ts'

/** Refuses every request before its body is read, as a limit or a missing right does. */
const refusal = () => Response.json({ code: 'body-too-large' }, { status: 413 })
const bodyBytes = 8 * 1024 * 1024
type Limits = NonNullable<Parameters<typeof createHttpServer>[1]>['limits']

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** Sends the head of a request, waits for the answer, and only then sends the body, as a slow line does. @returns what came back */
async function sendAfterTheAnswer(head: string, sent = bodyBytes, limits?: Limits) {
  const server = createHttpServer(refusal, { limits })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  ends.push(() => {
    socket.destroy()
    server.closeAllConnections()
    server.close()
  })
  let text = ''
  socket.setEncoding('utf8').on('data', (part: string) => {
    text += part
  })
  socket.write(`POST /api/incidents HTTP/1.1\r\nHost: x\r\n${head}Content-Length: ${bodyBytes}\r\n\r\n`)
  const heard = async (said: RegExp) => {
    while (!said.test(text)) await once(socket, 'data')
  }
  await heard(/body-too-large/)
  const hungUp = new Promise<void>(resolve => socket.once('end', resolve).once('error', () => resolve()))
  const error = new Promise<Error>(resolve => socket.once('error', resolve))
  const written = new Promise<null>(resolve => socket.write(Buffer.alloc(sent, 32), () => resolve(null)))
  const failed = await Promise.race([error, written])
  return { socket, failed, heard, hungUp }
}

test.each(['', 'Connection: close\r\n'])('a refused body is taken to its end, %j', async head => {
  const { socket, failed, heard, hungUp } = await sendAfterTheAnswer(head)
  expect(failed).toBeNull()
  if (head !== '') return hungUp
  // the connection is good for another request
  socket.write('GET /api/city HTTP/1.1\r\nHost: x\r\n\r\n')
  await heard(/(HTTP\/1.1 413 [\s\S]*){2}/)
})

test.each([
  ['sends nothing any more', 10, { silenceMilliseconds: 50 }],
  ['takes longer than anybody waits', 10, { mostMilliseconds: 50 }],
  ['sends more than anybody reads', bodyBytes / 2, { mostBytes: 1024 * 1024 }],
] as const)('who %s is hung up on', async (_, sent, limits) => {
  const { hungUp } = await sendAfterTheAnswer('', sent, limits)
  await hungUp
})
