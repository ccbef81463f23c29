import { readFile, stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { Context } from 'hono'
import type { Env } from '../http.ts'
import { startPage } from './start-page.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

/** Pages of their own, by the first word of their addresses; every other address is the console's. */
const pages: Readonly<Record<string, string>> = {
  field: '/field.html',
  r: '/reporter.html',
  wall: '/wall.html',
}

/**
 * The built pages: hashed assets for ever, everything else by name, and the page itself for every address without an ending. Until the page
 * is built or the city is loaded, a small page of the API says how far the start is.
 * @returns null when there is no such file: the caller answers 404
 */
export async function servePage(c: Context<Env>, webDir: string, usable: boolean): Promise<Response | null> {
  const { method, path } = c.req
  if (method !== 'GET' && method !== 'HEAD') return null
  const file = path === '/' ? null : await readAsset(webDir, path)
  if (file !== null) {
    const isHashed = path.startsWith('/assets/')
    c.header('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    c.header('Content-Type', types[extname(path)] ?? 'application/octet-stream')
    return c.body(file)
  }
  if (extname(path) !== '') return null
  c.header('Cache-Control', 'no-cache')
  const page = usable ? await readAsset(webDir, pages[path.split('/')[1] ?? ''] ?? '/index.html') : null
  return page === null ? c.html(startPage, 200) : c.html(page.toString(), 200)
}

/** Null for what is not a file inside the folder. */
async function readAsset(webDir: string, path: string): Promise<Buffer<ArrayBuffer> | null> {
  const name = decoded(path)
  if (name === null || name.includes('\0')) return null
  const file = normalize(join(webDir, name))
  if (!file.startsWith(normalize(webDir) + sep)) return null
  try {
    return (await stat(file)).isFile() ? await readFile(file) : null
  } catch {
    return null
  }
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}
