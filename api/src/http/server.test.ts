import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { createHttpServer, type First } from './server.ts'

const app = () => new Response('the app')
const tells: First = (_, outgoing) => {
  outgoing.end('from memory')
  return true
}

test.each<[string, readonly First[], string]>([
  ['none is asked', [], 'the app'],
  ['it answers', [tells], 'from memory'],
  ['it answers later', [async (...exchange) => tells(...exchange)], 'from memory'],
  ['it leaves the question to the next one', [() => false, tells], 'from memory'],
  ['it leaves it later', [async () => false, tells], 'from memory'],
  [
    'it fails, so the next one is asked',
    [() => Promise.reject(new Error('no memory')), tells],
    'from memory',
  ],
  ['all fail, so the app answers', [() => Promise.reject(new Error('no memory'))], 'the app'],
])('before the app %s', async (_, first, said) => {
  const server = createHttpServer(app, { first })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe(said)
})
