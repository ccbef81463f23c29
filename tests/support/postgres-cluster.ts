import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { isRunning } from './console-process.ts'
import { freePort } from './free-port.ts'

/** Something that a drill needs is not on this machine. */
export class CannotRun extends Error {}

/** A PostgreSQL server of one's own on loopback, to be broken. */
export interface Cluster {
  readonly port: number
  /** Of its database `postgres`, as its owner. */
  readonly url: string
  readonly child: ChildProcess
  /** As `pg_ctl stop -m` does it, and waits. */
  stop(mode: 'fast' | 'immediate'): Promise<void>
  /** SIGKILL to the server, and waits: its other processes end by themselves. */
  kill(): Promise<void>
  /** From now on it answers nothing and closes nothing, until what is returned is called. */
  hang(): () => void
  /** The same folder and port once more. */
  restart(): Promise<Cluster>
  /** A streaming replica of it. */
  replica(folder: string, name: string): Promise<Cluster>
  /** Of a replica: from now on it takes writes. */
  promote(): void
}

const user = 'jingwei'
const upWithinMs = 60_000

/** Makes and starts one. Throws `CannotRun` when this machine has no PostgreSQL with PostGIS. */
export async function startCluster(folder: string, settings: readonly string[] = []): Promise<Cluster> {
  const bin = binaries()
  privateFolder(folder)
  const data = join(folder, 'data')
  run(bin, 'initdb', ['-D', data, '-U', user, '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8'])
  return start(bin, folder, await freePort(), settings)
}

/** Starts one that was stopped, or a copy of it. */
export async function openCluster(folder: string, settings: readonly string[] = []): Promise<Cluster> {
  return start(binaries(), folder, await freePort(), settings)
}

async function start(
  bin: string,
  folder: string,
  port: number,
  settings: readonly string[],
): Promise<Cluster> {
  const data = join(folder, 'data')
  const always = ['listen_addresses=127.0.0.1', `port=${port}`, `unix_socket_directories=${folder}`]
  const args = [...always, ...settings].flatMap(setting => ['-c', setting])
  const url = `postgres://${user}@127.0.0.1:${port}/postgres`
  const child = await launch(bin, data, args, url)
  const end = async (signal: NodeJS.Signals) => {
    if (!isRunning(child)) return
    const exit = once(child, 'exit')
    child.kill(signal)
    await exit
  }
  return {
    port,
    url,
    child,
    stop: mode => end(mode === 'fast' ? 'SIGINT' : 'SIGQUIT'),
    kill: () => end('SIGKILL'),
    hang: () => standStill(child),
    restart: () => start(bin, folder, port, settings),
    async replica(at, name) {
      privateFolder(at)
      const from = `host=127.0.0.1 port=${port} user=${user} application_name=${name}`
      run(bin, 'pg_basebackup', ['-D', join(at, 'data'), '-d', from, '-R', '-X', 'stream', '-c', 'fast'])
      return start(bin, at, await freePort(), [`primary_conninfo=${from}`])
    },
    promote: () => run(bin, 'pg_ctl', ['promote', '-D', data, '-w', '-t', '60']),
  }
}

/** Every process of the server is stopped where it is; it begins none while the first of them stands still. */
function standStill(server: ChildProcess): () => void {
  const tell = (pid: number, signal: NodeJS.Signals) => {
    try {
      process.kill(pid, signal)
    } catch {
      // it has ended by itself
    }
  }
  if (server.pid === undefined) return () => {}
  tell(server.pid, 'SIGSTOP')
  const found = spawnSync('pgrep', ['-P', String(server.pid)], { encoding: 'utf8' })
  if (found.status !== 0) throw new CannotRun('needs pgrep (Debian: procps)')
  const stopped = [server.pid, ...found.stdout.trim().split('\n').map(Number)]
  for (const pid of stopped) tell(pid, 'SIGSTOP')
  return () => {
    for (const pid of stopped.splice(0)) tell(pid, 'SIGCONT')
  }
}

/** After a SIGKILL the memory of the one before may still be held for a moment: then it is tried again. */
async function launch(bin: string, data: string, args: string[], url: string): Promise<ChildProcess> {
  const deadline = Date.now() + upWithinMs
  for (;;) {
    const child = spawn(join(bin, 'postgres'), ['-D', data, ...args], { stdio: 'ignore', ...runAs() })
    while (isRunning(child)) {
      if (await answers(url)) return child
      if (Date.now() > deadline) child.kill('SIGKILL')
      await new Promise(done => setTimeout(done, 50))
    }
    if (Date.now() > deadline) throw new Error(`PostgreSQL does not start on ${data}`)
    await new Promise(done => setTimeout(done, 200))
  }
}

async function answers(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} })
  try {
    await sql`select 1`
    return true
  } catch {
    return false
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** Debian keeps them apart by version, others on the path. */
function binaries(): string {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const onPath = (process.env.PATH ?? '').split(':')
  const found = [...versions.map(version => join(debian, version, 'bin')), ...onPath].find(
    bin => existsSync(join(bin, 'initdb')) && hasPostgis(bin),
  )
  if (found === undefined)
    throw new CannotRun('needs PostgreSQL 15 with PostGIS (Debian: postgresql-15 postgresql-15-postgis-3)')
  return found
}

function hasPostgis(bin: string): boolean {
  const told = spawnSync(join(bin, 'pg_config'), ['--sharedir'], { encoding: 'utf8' })
  const version = bin.match(/(\d+)\/bin$/)?.[1]
  const shares = [told.stdout?.trim(), `/usr/share/postgresql/${version}`]
  return shares.some(share => share && existsSync(join(share, 'extension', 'postgis.control')))
}

/** PostgreSQL refuses to run as root: then it runs as its own user. */
function runAs(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    throw new CannotRun('runs as root, and there is no user postgres to run PostgreSQL as')
  }
}

function privateFolder(folder: string) {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { uid, gid } = runAs()
  if (uid === undefined || gid === undefined) return
  chownSync(folder, uid, gid)
}

function run(bin: string, program: string, args: readonly string[]) {
  const { status, stderr } = spawnSync(join(bin, program), args, {
    cwd: '/',
    encoding: 'utf8',
    timeout: upWithinMs,
    ...runAs(),
  })
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`)
}
