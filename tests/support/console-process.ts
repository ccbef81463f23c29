import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Health } from '@jingwei/api/health/contract.ts'
import { freePort } from './free-port.ts'

/** The first start on a slow machine, with the page's build. */
const readyWithinMs = 170_000
const farewellMs = 20_000
const pollEveryMs = 100

export interface ConsoleProcess {
  readonly url: string
  readonly child: ChildProcess
  /** Settles when its page can be used, though its history may still be loading. */
  opened(): Promise<void>
  /** Settles when `/api/health` says that everything is loaded; rejects when the process ends before, or the time is over. */
  ready(withinMs?: number): Promise<void>
  /** Everything it has printed. */
  said(): string
  /** Asks it to stop, and waits. @returns its exit code; null when it had to be killed */
  stop(): Promise<number | null>
  /** SIGKILL, and waits. */
  kill(): Promise<void>
}

/**
 * The console as a user starts it, `scripts/start.ts`, on loopback: on a free port, or on `PORT`. Without a `DATA_DIR` of yours its folder
 * is thrown away at the end; the environment's own settings do not reach it.
 * @param flags of Node
 */
export async function startConsole(
  settings: Readonly<Record<string, string>> = {},
  flags: readonly string[] = [],
): Promise<ConsoleProcess> {
  const folder = settings.DATA_DIR ?? mkdtempSync(join(tmpdir(), 'jingwei-e2e-'))
  const port = settings.PORT ?? String(await freePort())
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [...flags, '--import', 'tsx', 'scripts/start.ts'], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { ...withoutSettings(process.env), ...settings, PORT: port, DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const said: string[] = []
  child.stdout?.on('data', chunk => said.push(String(chunk)))
  child.stderr?.on('data', chunk => said.push(String(chunk)))
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    await ended(child, signal)
    if (settings.DATA_DIR === undefined) rmSync(folder, { recursive: true, force: true })
  }
  const until = (isThere: (health: Health) => boolean, withinMs: number) =>
    untilHealth(child, url, isThere, withinMs, () => said.join(''))
  return {
    url,
    child,
    opened: () => until(({ status }) => status === 'ready', readyWithinMs),
    ready: (withinMs = readyWithinMs) => until(({ step }) => step === 'done', withinMs),
    said: () => said.join(''),
    async stop() {
      await end('SIGTERM')
      return child.exitCode
    },
    kill: () => end('SIGKILL'),
  }
}

export function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null
}

async function untilHealth(
  child: ChildProcess,
  url: string,
  isThere: (health: Health) => boolean,
  withinMs: number,
  said: () => string,
): Promise<void> {
  const deadline = Date.now() + withinMs
  while (Date.now() < deadline) {
    if (!isRunning(child)) throw new Error(`the console ended with ${child.exitCode}:\n${said()}`)
    if (await healthIs(url, isThere)) return
    await new Promise(done => setTimeout(done, pollEveryMs))
  }
  throw new Error(`the console was not ready within ${withinMs / 1000} s:\n${said()}`)
}

async function healthIs(url: string, isThere: (health: Health) => boolean): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/api/health`)
    return isThere(Health.parse(await answer.json()))
  } catch {
    return false
  }
}

async function ended(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (!isRunning(child)) return
  const exit = once(child, 'exit')
  child.kill(signal)
  const late = setTimeout(() => child.kill('SIGKILL'), farewellMs)
  await exit
  clearTimeout(late)
}

function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const settings =
    /^(PORT|HOST|DATABASE_URL|DATA_DIR|CITY_DIR|BASEMAP_.*|JINGWEI_.*|REPORTS_PER_MINUTE|TILES_FROM_GRIDS|VITEST.*|NODE_ENV)$/
  return Object.fromEntries(Object.entries(env).filter(([name]) => !settings.test(name)))
}
