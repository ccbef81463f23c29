import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBrowser, installBrowser, noBrowser } from '../tests/support/browser.ts'

/**
 * `npx pnpm@12 test [step …]`: everything that must hold. Needs no server: without DATABASE_URL the database tests run on the
 * embedded database only. A step that cannot run fails with a sentence; none is left out silently.
 * The embedded database works beside the steps that come before it: on two cores that saves minutes. The browser has the machine for
 * itself, since its tests look at times.
 */
const stepTimeoutMs = 10 * 60_000
const browserInstallTimeoutMs = 5 * 60_000

interface Totals {
  passed: number
  failed: number
  skipped: number
}

interface Step {
  readonly name: string
  readonly what: string
  /** Begins at once, beside the steps of the list. */
  readonly beside?: true
  readonly run: (out: Out) => Promise<Totals>
}

/** Where what a step prints goes: on to the reader, or into a file until it is this step's turn. */
type Out = 'inherit' | number

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const scratch = mkdtempSync(join(tmpdir(), 'jingwei-test-'))
const databaseUrl = process.env.DATABASE_URL

const steps: Step[] = [
  {
    name: 'lint',
    what: 'format and lint (biome)',
    run: out => tool(out, '@biomejs/biome/bin/biome', 'check', '.'),
  },
  { name: 'types', what: 'types (tsc)', run: out => tool(out, 'typescript/bin/tsc', '--build') },
  {
    name: 'unused',
    what: 'unused files, exports, packages (knip)',
    run: out => tool(out, 'knip/bin/knip.js'),
  },
  { name: 'laws', what: 'laws of the repository', run: out => vitest(out, 'laws') },
  { name: 'unit', what: 'unit tests', run: out => vitest(out, 'unit') },
  { name: 'postgis', what: 'database tests on PostGIS (DATABASE_URL)', run: onPostgis },
  {
    name: 'embedded',
    what: 'database tests on the embedded database',
    beside: true,
    run: out => vitest(out, 'pg', { DATABASE_URL: undefined }),
  },
  { name: 'browser', what: 'browser tests', run: inBrowser },
]

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
  const early = new Map(wanted.length > 1 ? wanted.filter(step => step.beside).map(aside) : [])
  for (const [index, step] of wanted.entries()) {
    console.log(`\n── ${index + 1}/${wanted.length} ${step.name}: ${step.what}`)
    const { totals, seconds } = await (early.get(step)?.() ?? timed(step, 'inherit'))
    sum.passed += totals.passed
    sum.failed += totals.failed
    sum.skipped += totals.skipped
    const mark = totals.failed > 0 ? '✗' : '✓'
    report.push(`${mark} ${step.name.padEnd(9)}${seconds.toFixed(1).padStart(6)} s  ${step.what}`)
  }
  console.log(`\n── summary\n${report.join('\n')}`)
  if (!databaseUrl && asked.length === 0) {
    console.log('· postgis            not asked for: DATABASE_URL names no server')
  }
  console.log(
    `\n${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`,
  )
  return sum.failed > 0 ? 1 : 0
}

async function timed(step: Step, out: Out) {
  const startedAt = Date.now()
  const totals = await step.run(out)
  return { totals, seconds: (Date.now() - startedAt) / 1000 }
}

/** Begins a step now; what it printed is shown when its turn comes. */
function aside(step: Step) {
  const file = join(scratch, `${step.name}.out`)
  const out = openSync(file, 'w')
  const run = timed(step, out)
  const shown = async () => {
    const result = await run
    closeSync(out)
    console.log(readFileSync(file, 'utf8'))
    return result
  }
  return [step, shown] as const
}

/** A tool that only says yes or no: a no counts as one failure, a yes is no test. */
async function tool(out: Out, script: string, ...args: string[]): Promise<Totals> {
  const failed = (await node(out, join('node_modules', script), args)) === 0 ? 0 : 1
  return { passed: 0, failed, skipped: 0 }
}

async function vitest(out: Out, project: string, env: NodeJS.ProcessEnv = {}): Promise<Totals> {
  const file = join(scratch, `${project}-${randomUUID()}.json`)
  const code = await node(
    out,
    'node_modules/vitest/vitest.mjs',
    ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    env,
  )
  const totals = totalsIn(file)
  // A file that does not even load fails without a failed test; a run without tests is no success.
  if (totals.failed === 0 && (code !== 0 || totals.passed === 0)) totals.failed = 1
  return totals
}

async function onPostgis(out: Out): Promise<Totals> {
  if (databaseUrl) return vitest(out, 'pg')
  return refused('DATABASE_URL 未设置。DATABASE_URL is not set: it names the PostGIS server to test on.')
}

async function inBrowser(out: Out): Promise<Totals> {
  if (!findBrowser()) {
    console.log('No browser found; asking Playwright for its Chromium.')
    if (!installBrowser(browserInstallTimeoutMs)) return refused(noBrowser)
  }
  return vitest(out, 'e2e', { DATABASE_URL: undefined })
}

function refused(sentence: string): Totals {
  console.error(sentence)
  return { passed: 0, failed: 1, skipped: 0 }
}

/** Exit code of a Node script; one that runs too long is ended and counts as failed. */
function node(out: Out, script: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise(done => {
    const child = spawn(process.execPath, [join(root, script), ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', out, out],
    })
    const limit = setTimeout(() => {
      console.error(`Ended after ${stepTimeoutMs / 60_000} minutes: ${script}`)
      child.kill('SIGKILL')
    }, stepTimeoutMs)
    child.on('error', error => {
      console.error(`${script} could not be started: ${error.message}`)
      done(1)
    })
    child.on('exit', code => {
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
