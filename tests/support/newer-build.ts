import { createServer, type IncomingMessage, request } from 'node:http'

/**
 * A server in front of the console whose pages can become a newer build: the field page's service worker differs by a byte, the wall's
 * script has another name.
 */
export interface NewerBuild {
  readonly url: string
  release(): void
  close(): void
}

/** Answers whose text is another one in a newer build, by the path asked for. */
const released: readonly { readonly path: RegExp; readonly in: (text: string, release: number) => string }[] =
  [
    { path: /^\/field-worker\.js$/, in: (text, release) => `${text}\n// release ${release}` },
    {
      path: /^\/wall$/,
      in: (text, release) =>
        release === 0 ? text : text.replace(/(\/assets\/wall-[^"]+)\.js/, `$1.release-${release}.js`),
    },
  ]
const wallScript = /^\/assets\/(wall-.+)\.release-\d+\.js$/

export async function newerBuild(serverUrl: string): Promise<NewerBuild> {
  const { hostname, port } = new URL(serverUrl)
  let releases = 0
  const server = createServer((asked, answer) => {
    const path = asked.url?.split('?')[0] ?? ''
    const script = wallScript.exec(path)?.[1]
    if (script !== undefined) {
      answer.writeHead(200, { 'content-type': 'text/javascript' }).end(`import './${script}.js'\n`)
      return
    }
    const change = released.find(each => each.path.test(path))
    const headers = change ? { ...asked.headers, 'accept-encoding': 'identity' } : asked.headers
    const passed = request({ hostname, port, method: asked.method, path: asked.url, headers }, given => {
      const { 'content-length': _, ...others } = given.headers
      answer.writeHead(given.statusCode ?? 502, change ? others : given.headers)
      // a console that is killed ends its streams here as well
      given.on('error', () => answer.destroy())
      if (change === undefined) given.pipe(answer)
      else void textOf(given).then(text => answer.end(change.in(text, releases)))
    })
    passed.on('error', () => answer.destroy())
    answer.on('close', () => passed.destroy())
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

async function textOf(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of answer) parts.push(part)
  return Buffer.concat(parts).toString()
}
