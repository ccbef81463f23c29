import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Health } from '@jingwei/api/health/contract.ts'

/** The first start on a slow machine, with the page's build. */
const readyWithinMs = 170_000
const farewellMs = 15_000
const pollEveryMs = 200

export interface ConsoleProcess {
  readonly url: string
  /** Settles when `/api/health` says that everything is loaded; rejects when the process ends before. */
  ready(): Promise<void>
  stop(): Promise<void>
}

/**
 * The console as a user starts it, `scripts/start.ts`, on a free port of loopback. Without a `DATA_DIR` of yours its folder is
 * thrown away at the end; the environment's own settings do not reach it.
 */
export async function startConsole(settings: Record<string, string> = {}): Promise<ConsoleProcess> {
  const folder = settings.DATA_DIR ?? mkdtempSync(join(tmpdir(), 'jingwei-e2e-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts'], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { ...withoutSettings(process.env), ...settings, PORT: String(port), DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  child.stdout.on('data', chunk => said.push(String(chunk)))
  child.stderr.on('data', chunk => said.push(String(chunk)))
  return {
    url,
    ready: () => untilReady(child, url, () => said.join('')),
    async stop() {
      await ended(child)
      if (settings.DATA_DIR === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function untilReady(child: ChildProcess, url: string, said: () => string): Promise<void> {
  const deadline = Date.now() + readyWithinMs
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the console ended with ${child.exitCode}:\n${said()}`)
    if (await isReady(url)) return
    await new Promise(done => setTimeout(done, pollEveryMs))
  }
  throw new Error(`the console was not ready within ${readyWithinMs / 1000} s:\n${said()}`)
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/api/health`)
    return Health.parse(await answer.json()).step === 'done'
  } catch {
    return false
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = new Promise(done => child.once('exit', done))
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), farewellMs)
  await exit
  clearTimeout(late)
}

function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const settings = /^(PORT|HOST|DATABASE_URL|DATA_DIR|CITY_DIR|BASEMAP_.*|JINGWEI_.*|VITEST.*|NODE_ENV)$/
  return Object.fromEntries(Object.entries(env).filter(([name]) => !settings.test(name)))
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
