import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBrowser, installBrowser, noBrowser } from '../tests/support/browser.ts'

/**
 * `npx pnpm@12 test [step …]`: everything that must hold. Needs no server: without DATABASE_URL the database tests run on the
 * embedded database only. A step that cannot run fails with a sentence; none is left out silently.
 */
/** A step that hangs; the longest takes ten to twelve minutes on two quiet cores, half as long again on slow ones. */
const stepTimeoutMs = 20 * 60_000
const browserInstallTimeoutMs = 5 * 60_000

interface Totals {
  passed: number
  failed: number
  skipped: number
}

/** Where a step's output goes; null: to the terminal itself. */
type Say = ((part: string | Buffer) => void) | null

interface Step {
  readonly name: string
  readonly what: string
  readonly run: (say: Say) => Promise<Totals>
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const scratch = mkdtempSync(join(tmpdir(), 'jingwei-test-'))
let reports = 0
/** Whether there is a browser; null: nobody has looked. */
let browser: boolean | null = null
const databaseUrl = process.env.DATABASE_URL

/** Lanes run beside each other, one a core; the steps of a lane one after the other. */
const lanes: readonly (readonly Step[])[] = [
  [
    { name: 'unit', what: 'unit tests', run: say => vitest(say, 'unit') },
    {
      name: 'embedded',
      what: 'database tests on the embedded database',
      run: say => vitest(say, 'pg', { DATABASE_URL: undefined }),
    },
    { name: 'postgis', what: 'database tests on PostGIS (DATABASE_URL)', run: onPostgis },
  ],
  [
    {
      name: 'lint',
      what: 'format and lint (biome)',
      run: say => tool(say, '@biomejs/biome/bin/biome', 'check', '.'),
    },
    { name: 'types', what: 'types (tsc)', run: say => tool(say, 'typescript/bin/tsc', '--build') },
    {
      name: 'unused',
      what: 'unused files, exports, packages (knip)',
      run: say => tool(say, 'knip/bin/knip.js'),
    },
    { name: 'laws', what: 'laws of the repository', run: say => vitest(say, 'laws') },
    { name: 'browser', what: 'browser tests', run: say => inBrowser(() => vitest(say, 'e2e')) },
    {
      name: 'soak',
      what: 'a day on the wall in two minutes, its memory looked at',
      run: say => inBrowser(() => script(say, 'tests/load/wall-soak.ts', '', '2')),
    },
  ],
]
const steps = lanes.flat()

process.exitCode = await main(process.argv.slice(2))
rmSync(scratch, { recursive: true, force: true })

async function main(asked: string[]): Promise<number> {
  const unknown = asked.filter(name => !steps.some(step => step.name === name))
  if (unknown.length > 0) {
    console.error(`No such step: ${unknown.join(', ')}. Steps: ${steps.map(step => step.name).join(' ')}`)
    return 2
  }
  const wanted = steps.filter(step =>
    asked.length > 0 ? asked.includes(step.name) : step.name !== 'postgis' || databaseUrl,
  )
  const report: string[] = []
  const sum: Totals = { passed: 0, failed: 0, skipped: 0 }
  const perform = async (step: Step, say: Say) => {
    const place = wanted.indexOf(step)
    const title = `\n── ${place + 1}/${wanted.length} ${step.name}: ${step.what}\n`
    if (say === null) process.stdout.write(title)
    else say(title)
    const startedAt = Date.now()
    const totals = await step.run(say)
    sum.passed += totals.passed
    sum.failed += totals.failed
    sum.skipped += totals.skipped
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1).padStart(6)
    report[place] = `${totals.failed > 0 ? '✗' : '✓'} ${step.name.padEnd(9)}${seconds} s  ${step.what}`
  }
  const busy = lanes.map(lane => lane.filter(step => wanted.includes(step))).filter(lane => lane.length > 0)
  const speakers = busy.length > 1 ? takingTurns(busy.length) : null
  await Promise.all(
    busy.map(async (lane, i) => {
      const speaker = speakers?.[i]
      for (const step of lane) await perform(step, speaker?.say ?? null)
      speaker?.done()
    }),
  )
  console.log(`\n── summary\n${report.join('\n')}`)
  if (!databaseUrl && asked.length === 0) {
    console.log('· postgis            not asked for: DATABASE_URL names no server')
  }
  console.log(
    `\n${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`,
  )
  return sum.failed > 0 ? 1 : 0
}

/** One speaks at a time: what others say meanwhile is kept until those before them are done. */
function takingTurns(count: number): { say: (part: string | Buffer) => void; done: () => void }[] {
  const kept: (string | Buffer)[][] = Array.from({ length: count }, () => [])
  const finished = new Set<number>()
  let turn = 0
  const speak = () => {
    for (const part of kept[turn]?.splice(0) ?? []) process.stdout.write(part)
    if (!finished.has(turn) || ++turn === count) return
    speak()
  }
  return kept.map((mine, i) => ({
    say: part => {
      mine.push(part)
      if (i === turn) speak()
    },
    done: () => {
      finished.add(i)
      speak()
    },
  }))
}

/** A tool that only says yes or no: a no counts as one failure, a yes is no test. */
async function tool(say: Say, script: string, ...args: string[]): Promise<Totals> {
  const failed = (await node(say, [join('node_modules', script), ...args])) === 0 ? 0 : 1
  return { passed: 0, failed, skipped: 0 }
}

async function vitest(say: Say, project: string, env: NodeJS.ProcessEnv = {}): Promise<Totals> {
  const file = join(scratch, `${project}-${++reports}.json`)
  const code = await node(
    say,
    [
      'node_modules/vitest/vitest.mjs',
      ...['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    ],
    env,
  )
  const totals = totalsIn(file)
  // A file that does not even load fails without a failed test; a run without tests is no success.
  if (totals.failed === 0 && (code !== 0 || totals.passed === 0)) totals.failed = 1
  return totals
}

async function onPostgis(say: Say): Promise<Totals> {
  if (databaseUrl) return vitest(say, 'pg')
  return refused('DATABASE_URL 未设置。DATABASE_URL is not set: it names the PostGIS server to test on.')
}

async function inBrowser(run: () => Promise<Totals>): Promise<Totals> {
  if (browser === null && !findBrowser()) console.log('No browser found; asking Playwright for its Chromium.')
  browser ??= findBrowser() !== null || installBrowser(browserInstallTimeoutMs)
  return browser ? run() : refused(noBrowser)
}

/** A script that checks one thing. */
async function script(say: Say, path: string, ...args: string[]): Promise<Totals> {
  const isGood = (await node(say, ['--import', 'tsx', path, ...args])) === 0
  return { passed: Number(isGood), failed: Number(!isGood), skipped: 0 }
}

function refused(sentence: string): Totals {
  console.error(sentence)
  return { passed: 0, failed: 1, skipped: 0 }
}

/** Exit code of a Node script; one that runs too long is ended and counts as failed. */
function node(say: Say, args: string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise(done => {
    const out = say === null ? 'inherit' : 'pipe'
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', out, out],
    })
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', part => say?.(part))
    const limit = setTimeout(() => {
      console.error(`Ended after ${stepTimeoutMs / 60_000} minutes: ${args.join(' ')}`)
      child.kill('SIGKILL')
    }, stepTimeoutMs)
    child.on('error', error => {
      console.error(`${args.join(' ')} could not be started: ${error.message}`)
      done(1)
    })
    child.on('close', code => {
      clearTimeout(limit)
      done(code ?? 1)
    })
  })
}

function totalsIn(file: string): Totals {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'))
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
    }
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}
