import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const web = join(root, 'web')
/** Names the sources that the built page was made of. */
const stamp = join(web, 'dist', 'built-from.txt')

/** Everything that the page is made of: its own folder, and what it takes from the others. */
const sources = ['web', 'geodata/geometry', 'api/src', 'pnpm-lock.yaml']
const isPart = /\.(tsx?|css|html|json|svg|png|webmanifest|yaml)$/
const isNotPart = /(^|\/)(node_modules|dist)(\/|$)|\.test\.tsx?$/

/**
 * Builds the page, in a process of its own so that the API's start goes on, unless it was built from the very same sources.
 * @returns whether something was built; rejects with the builder's own words
 */
export async function buildWeb(): Promise<boolean> {
  const hash = hashOfSources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return false
  await runBuilder()
  writeFileSync(stamp, hash)
  return true
}

function runBuilder(): Promise<void> {
  const builder = join(web, 'node_modules/vite/bin/vite.js')
  const child = spawn(process.execPath, [builder, 'build', '--logLevel', 'warn'], {
    cwd: web,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  child.stdout.on('data', chunk => said.push(String(chunk)))
  child.stderr.on('data', chunk => said.push(String(chunk)))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => {
      if (code === 0) resolve()
      else reject(new Error(said.join('').trim() || `the builder ended with ${code}`))
    })
  })
}

function hashOfSources(): string {
  const hash = createHash('sha256')
  for (const file of sources.flatMap(source => filesOf(join(root, source))).sort())
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return []
  const name = relative(root, path).replaceAll('\\', '/')
  if (isNotPart.test(name)) return []
  if (isPart.test(name)) return [path]
  return readdirSync(path, { withFileTypes: true })
    .filter(entry => entry.isDirectory() || isPart.test(entry.name))
    .flatMap(entry => filesOf(join(path, entry.name)))
}
