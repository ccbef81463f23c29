import { createServer, request } from 'node:http'

/** A server in front of the console whose field page can become a newer build: its service worker differs by a byte. */
export interface NewerBuild {
  readonly url: string
  release(): void
  close(): void
}

export async function newerBuild(serverUrl: string): Promise<NewerBuild> {
  const { hostname, port } = new URL(serverUrl)
  let releases = 0
  const server = createServer((asked, answer) => {
    const isWorker = asked.url === '/field-worker.js'
    const headers = isWorker ? { ...asked.headers, 'accept-encoding': 'identity' } : asked.headers
    const passed = request({ hostname, port, method: asked.method, path: asked.url, headers }, given => {
      const { 'content-length': length, ...others } = given.headers
      answer.writeHead(given.statusCode ?? 502, isWorker || length === undefined ? others : given.headers)
      given.pipe(answer, { end: false })
      given.on('end', () => answer.end(isWorker ? `\n// release ${releases}` : undefined))
    })
    passed.on('error', () => answer.destroy())
    asked.pipe(passed)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    release() {
      releases++
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
