import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

/** What the file says of the process that holds the folder. */
const Holder = z.object({
  pid: z.number().int(),
  host: z.string(),
  since: z.string(),
  /** Where its page is. */
  url: z.string(),
  /** Loopback port on which the holder answers with its token: a pid can be reused, a token cannot. */
  port: z.number().int(),
  token: z.string(),
})
export type Holder = z.infer<typeof Holder>

/** Another process works on this folder. */
export class FolderInUseError extends Error {
  readonly folder: string
  readonly holder: Holder
  constructor(folder: string, holder: Holder) {
    super(`${folder} is in use by process ${holder.pid} since ${holder.since} (${holder.url})`)
    this.name = 'FolderInUseError'
    this.folder = folder
    this.holder = holder
  }
}

export interface FolderLock {
  release(): Promise<void>
}

/**
 * Makes this process the only one on `folder`. The holder proves that it lives by answering with its token on a loopback port, so a
 * process that was killed holds nothing, whatever its file says. Throws `FolderInUseError`.
 */
export async function lockFolder(folder: string, url: string): Promise<FolderLock> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'in-use.json')
  const token = randomBytes(18).toString('base64url')
  const server = createServer(socket => {
    socket.on('error', () => {})
    socket.end(token)
  })
  const port = await listen(server)
  const mine: Holder = {
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    url,
    port,
    token,
  }
  try {
    await take(folder, file, mine)
  } catch (error) {
    server.close()
    throw error
  }
  server.unref()
  const heartbeat = setInterval(() => touch(file), heartbeatMilliseconds)
  heartbeat.unref()
  return {
    async release() {
      clearInterval(heartbeat)
      if (read(file)?.token === token) rmSync(file, { force: true })
      await new Promise(resolve => server.close(resolve))
    },
  }
}

const heartbeatMilliseconds = 5000
/** On another host (a container sharing the volume) only the heartbeat tells that the holder lives. */
const foreignPatienceMilliseconds = 15_000
const answerMilliseconds = 1000
const attempts = 20

async function take(folder: string, file: string, mine: Holder): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (create(file, mine)) return
    const holder = read(file)
    if (holder === null) {
      // Just being written, or cut off while it was: look again, then count it as left behind.
      await pause(50)
      if (attempt > attempts / 2) rmSync(file, { force: true })
      continue
    }
    if (await isAlive(holder, file)) throw new FolderInUseError(folder, holder)
    removeLeftover(file, holder)
  }
  const holder = read(file)
  throw holder === null ? new Error(`${file} cannot be written`) : new FolderInUseError(folder, holder)
}

/** False when somebody else's file is there. */
function create(file: string, mine: Holder): boolean {
  try {
    writeFileSync(file, JSON.stringify(mine), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Of two that find the same leftover, one may move the other's fresh file away: it sees that at once and puts it back. */
function removeLeftover(file: string, dead: Holder) {
  const aside = `${file}.${randomBytes(6).toString('hex')}`
  try {
    if (read(file)?.token !== dead.token) return
    renameSync(file, aside)
  } catch {
    return
  }
  const moved = read(aside)
  if (moved !== null && moved.token !== dead.token) create(file, moved)
  rmSync(aside, { force: true })
}

function read(file: string): Holder | null {
  try {
    return Holder.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

function touch(file: string) {
  try {
    utimesSync(file, new Date(), new Date())
  } catch {
    // Gone with its folder: nothing to keep alive.
  }
}

async function isAlive(holder: Holder, file: string): Promise<boolean> {
  if (holder.host !== hostname()) {
    const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0)
    return age < foreignPatienceMilliseconds
  }
  if (!exists(holder.pid)) return false
  const said = await ask(holder.port)
  // Connected but silent: a holder that is stopped or very busy still holds.
  return said === holder.token || said === 'silent'
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function ask(port: number): Promise<string> {
  return new Promise(resolve => {
    let said = ''
    const socket = connect({ host: '127.0.0.1', port })
    socket.setTimeout(answerMilliseconds, () => finish(said === '' ? 'silent' : said))
    socket.on('data', data => {
      said += data
    })
    socket.on('end', () => finish(said))
    socket.on('error', () => finish(''))
    const finish = (answer: string) => {
      socket.destroy()
      resolve(answer)
    }
  })
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
}

const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds))
