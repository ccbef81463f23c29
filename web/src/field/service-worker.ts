/**
 * Lets the field page open without a connection. It keeps files of one build, nothing else: no answer of the API is ever in its cache. The
 * builder (`field-worker.ts`) puts in the list; with it every build's worker differs from the one before.
 * A new worker waits until the page lets it in (`app-version.ts`), so a page is never mixed from two builds.
 */
const files: readonly string[] = '__FIELD_FILES__' as unknown as string[]
/** The page itself, under whichever of its addresses it is asked for. */
const page = '/field'
const cacheName = '__FIELD_CACHE__'
const ours = 'jingwei-field-'

/** What of a worker's world is used here; the library of the page's world has no words for it. */
interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface Fetching extends Extendable {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}
interface World {
  skipWaiting(): Promise<void>
  readonly clients: { claim(): Promise<void> }
  addEventListener(type: 'install' | 'activate', on: (event: Extendable) => void): void
  addEventListener(type: 'fetch', on: (event: Fetching) => void): void
  addEventListener(type: 'message', on: (event: MessageEvent) => void): void
}
const world = self as unknown as World

world.addEventListener('install', event => event.waitUntil(install()))
world.addEventListener('activate', event => event.waitUntil(activate()))
world.addEventListener('message', ({ data }) => {
  if (data === 'let-in') void world.skipWaiting()
})
world.addEventListener('fetch', event => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin) return
  const isPage = request.mode === 'navigate' && (url.pathname === page || url.pathname.startsWith(`${page}/`))
  if (isPage) event.respondWith(kept(page, request))
  else if (files.includes(url.pathname) || url.pathname.startsWith('/assets/'))
    event.respondWith(kept(url.pathname, request))
})

/** All files of the build, or none: a server that changes builds meanwhile, or is still starting, is asked again later. */
async function install(): Promise<void> {
  const cache = await caches.open(cacheName)
  await cache.addAll(files.map(file => new Request(file, { cache: 'reload' })))
  const answer = await fetch(page, { cache: 'reload' })
  const html = await answer.text()
  const parts = html.match(/\/assets\/[\w.-]+/g) ?? []
  if (parts.length === 0 || !parts.every(part => files.includes(part)))
    throw new Error('the server has another build')
  // with the policy that the server sends with it; what is kept is no longer compressed
  const headers = new Headers(answer.headers)
  for (const name of ['content-encoding', 'content-length']) headers.delete(name)
  await cache.put(page, new Response(html, { headers }))
}

async function activate(): Promise<void> {
  for (const name of await caches.keys())
    if (name.startsWith(ours) && name !== cacheName) await caches.delete(name)
  await world.clients.claim()
}

/** From the cache; what is not there yet, as the map's scripts, is fetched once and kept with the build: its name has its hash. */
async function kept(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName)
  const found = await cache.match(path)
  if (found !== undefined) return found
  const answer = await fetch(request)
  if (answer.ok && path.startsWith('/assets/')) await cache.put(path, answer.clone())
  return answer
}
