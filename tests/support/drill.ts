import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ConsoleProcess, isRunning, startConsole } from './console-process.ts'
import { freePort } from './free-port.ts'
import { CannotRun, type Cluster } from './postgres-cluster.ts'
import { cityCopy, cityUrl, type DrillDatabase } from './prepared-city.ts'

/** What a drill works with. Everything it started ends with it, whatever happens. */
export interface Drill {
  readonly database: DrillDatabase
  /** Of its own, thrown away at the end. */
  readonly folder: string
  /** `DATA_DIR` of the city. */
  readonly dataDir: string
  /** A PostgreSQL of its own with the city in it; null: the embedded one. */
  readonly cluster: Cluster | null
  /** Something that was seen. */
  say(line: string): void
  /** Something that must hold; `figure` says what was seen. */
  check(holds: boolean, what: string, figure?: string | number): void
  /** The console on this drill's city, always at the same address, without a limit of reports. */
  start(settings?: Readonly<Record<string, string>>, flags?: readonly string[]): Promise<ConsoleProcess>
  /** Done at the end, the last one first. */
  later(work: () => unknown): void
}

export interface DrillOptions {
  /** What it can run on; the first one when nothing is asked for. */
  readonly on: readonly DrillDatabase[]
  /** Wants no city: it makes its databases itself. */
  readonly withoutCity?: boolean
}

/** Longer than any drill. */
const wholeRunMs = 15 * 60_000

/**
 * Runs one drill of `tests/faults`, with `--embedded` or `--postgis`, and ends the process: 0 passed, 1 failed, 2 could not be tried here.
 * PostGIS is always a server of the drill's own, made with the PostgreSQL of this machine; nobody else's is touched.
 */
export async function drill(
  name: string,
  options: DrillOptions,
  work: (drill: Drill) => Promise<void>,
): Promise<void> {
  const began = Date.now()
  const seconds = () => ((Date.now() - began) / 1000).toFixed(1).padStart(5)
  const database = askedFor(options)
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-drill-'))
  // PostgreSQL runs as another user when we are root.
  chmodSync(folder, 0o711)
  const ends: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  const consoles: ConsoleProcess[] = []
  let failed = 0
  let held = 0
  const endAll = async () => {
    for (const end of ends.splice(0).reverse())
      await Promise.resolve()
        .then(end)
        .catch(error => console.error('cleaning up:', error))
  }
  let cleaning: Promise<void> | null = null
  // Whoever asks a second time waits for the first.
  const cleanUp = () => (cleaning ??= endAll())
  const verdict = (code: 0 | 1 | 2, said: string) => {
    const word = ['PASS', 'FAIL', 'CANNOT'][code]
    console.log(`${word} ${name} (${database}): ${said}, ${seconds().trim()} s`)
    process.exit(code)
  }
  const watchdog = setTimeout(() => {
    void cleanUp().finally(() => verdict(1, `not done within ${wholeRunMs / 60_000} minutes`))
    // Whoever hangs in cleaning up is left behind.
    setTimeout(() => process.exit(1), 30_000)
  }, wholeRunMs)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void cleanUp().finally(() => process.exit(1)))
  // Thrown where nobody awaits it: what was started must end all the same.
  process.once('uncaughtException', error => {
    console.error(error)
    void cleanUp().finally(() => verdict(1, 'ended early'))
  })

  try {
    const port = String(await freePort())
    const city = options.withoutCity
      ? { dataDir: join(folder, 'data'), cluster: null }
      : await cityCopy(database, folder)
    ends.push(() => city.cluster?.stop('immediate'))
    await work({
      database,
      folder,
      ...city,
      say: line => console.log(`${seconds()} s  · ${line}`),
      check(holds, what, figure) {
        if (holds) held++
        else failed++
        console.log(
          `${seconds()} s  ${holds ? '✓' : '✗'} ${what}${figure === undefined ? '' : `: ${figure}`}`,
        )
      },
      async start(settings = {}, flags = []) {
        const base = { PORT: port, DATA_DIR: city.dataDir, REPORTS_PER_MINUTE: '0' }
        const where = city.cluster === null ? {} : { DATABASE_URL: cityUrl(city.cluster) }
        const running = await startConsole({ ...base, ...where, ...settings }, flags)
        consoles.push(running)
        ends.push(() => (isRunning(running.child) ? running.kill() : undefined))
        return running
      },
      later: end => ends.push(end),
    })
    if (failed > 0) for (const running of consoles) console.log(errorsOf(running))
    await cleanUp()
    const load = `load average ${loadavg()[0]?.toFixed(1)}`
    verdict(failed > 0 ? 1 : 0, `${held} of ${held + failed} hold, ${load}`)
  } catch (error) {
    if (!(error instanceof CannotRun)) for (const running of consoles) console.log(errorsOf(running))
    await cleanUp()
    if (error instanceof CannotRun) verdict(2, error.message)
    console.error(error)
    verdict(1, 'ended early')
  } finally {
    clearTimeout(watchdog)
  }
}

/** What a console logged as its own fault, for whoever looks into a drill that failed. */
function errorsOf(running: ConsoleProcess): string {
  return running
    .said()
    .split('\n')
    .filter(line => /^\{"level":[56]0|Error/.test(line))
    .slice(-mostErrors)
    .map(line => line.slice(0, mostErrorLength))
    .join('\n')
}

const mostErrors = 8
const mostErrorLength = 700

function askedFor({ on }: DrillOptions): DrillDatabase {
  const asked = (['embedded', 'postgis'] as const).find(each => process.argv.includes(`--${each}`)) ?? on[0]
  if (asked !== undefined && on.includes(asked)) return asked
  console.error(`This drill runs on: ${on.join(', ')}`)
  process.exit(2)
}
