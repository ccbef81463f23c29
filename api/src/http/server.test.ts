import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { createHttpServer, type First } from './server.ts'

const app = () => new Response('the app')
const tells: First = (_, outgoing) => {
  outgoing.end('from memory')
  return true
}

const throws: First = () => {
  throw new Error('no memory')
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
  ['it fails at once, so the next one is asked', [throws, tells], 'from memory'],
  ['it fails at once behind one that answers later', [async () => false, throws], 'the app'],
  ['all fail, so the app answers', [() => Promise.reject(new Error('no memory'))], 'the app'],
])('before the app %s', async (_, first, said) => {
  expect(await (await fetch(await running(first))).text()).toBe(said)
})

test('what fails after it has begun to answer is cut off, and ends nothing', async () => {
  const half: First = async (_, outgoing) => {
    await new Promise(sent => outgoing.write('from mem', sent))
    throw new Error('no memory')
  }
  const whole: First = async (...exchange) => {
    tells(...exchange)
    throw new Error('not counted')
  }
  await expect(fetch(await running([half])).then(answer => answer.text())).rejects.toThrow()
  expect(await (await fetch(await running([whole]))).text()).toBe('from memory')
})

async function running(first: readonly First[]): Promise<string> {
  const server = createHttpServer(app, { first })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as { port: number }).port}/`
}
