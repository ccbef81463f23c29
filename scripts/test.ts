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
/** A step that hangs; the longest takes twelve minutes on two quiet cores. */
const stepTimeoutMs = 15 * 60_000
const browserInstallTimeoutMs = 5 * 60_000

interface Totals {
  passed: number
  failed: number
  skipped: number
}

interface Step {
  readonly name: string
  readonly what: string
  /** @param aside keeps what it prints until it is done */
  readonly run: (aside: boolean) => Promise<Totals>
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const scratch = mkdtempSync(join(tmpdir(), 'jingwei-test-'))
let reports = 0
const databaseUrl = process.env.DATABASE_URL

/** Stages one after the other; the lanes of a stage beside each other, one a core; the steps of a lane one after the other. */
const stages: readonly (readonly (readonly Step[])[])[] = [
  [
    [
      {
        name: 'lint',
        what: 'format and lint (biome)',
        run: () => tool('@biomejs/biome/bin/biome', 'check', '.'),
      },
      { name: 'types', what: 'types (tsc)', run: () => tool('typescript/bin/tsc', '--build') },
      { name: 'unused', what: 'unused files, exports, packages (knip)', run: () => tool('knip/bin/knip.js') },
      { name: 'laws', what: 'laws of the repository', run: () => vitest('laws') },
    ],
    [{ name: 'unit', what: 'unit tests', run: aside => vitest('unit', { aside }) }],
  ],
  [
    [
      {
        name: 'embedded',
        what: 'database tests on the embedded database',
        run: () => vitest('pg', { env: { DATABASE_URL: undefined } }),
      },
    ],
    [{ name: 'postgis', what: 'database tests on PostGIS (DATABASE_URL)', run: onPostgis }],
  ],
  [[{ name: 'browser', what: 'browser tests', run: inBrowser }]],
]
const steps = stages.flat(2)

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
  const perform = async (step: Step, aside: boolean) => {
    const place = wanted.indexOf(step)
    console.log(`\n── ${place + 1}/${wanted.length} ${step.name}: ${step.what}`)
    const startedAt = Date.now()
    const totals = await step.run(aside)
    sum.passed += totals.passed
    sum.failed += totals.failed
    sum.skipped += totals.skipped
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1).padStart(6)
    report[place] = `${totals.failed > 0 ? '✗' : '✓'} ${step.name.padEnd(9)}${seconds} s  ${step.what}`
  }
  for (const stage of stages) {
    const lanes = stage
      .map(lane => lane.filter(step => wanted.includes(step)))
      .filter(lane => lane.length > 0)
    await Promise.all(
      lanes.map(async (lane, i) => {
        for (const step of lane) await perform(step, i > 0)
      }),
    )
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

/** A tool that only says yes or no: a no counts as one failure, a yes is no test. */
async function tool(script: string, ...args: string[]): Promise<Totals> {
  const failed = (await node(join('node_modules', script), args)) === 0 ? 0 : 1
  return { passed: 0, failed, skipped: 0 }
}

interface Way {
  readonly env?: NodeJS.ProcessEnv
  readonly aside?: boolean
}

async function vitest(project: string, way: Way = {}): Promise<Totals> {
  const file = join(scratch, `${project}-${++reports}.json`)
  const code = await node(
    'node_modules/vitest/vitest.mjs',
    ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    way,
  )
  const totals = totalsIn(file)
  // A file that does not even load fails without a failed test; a run without tests is no success.
  if (totals.failed === 0 && (code !== 0 || totals.passed === 0)) totals.failed = 1
  return totals
}

async function onPostgis(aside: boolean): Promise<Totals> {
  if (databaseUrl) return vitest('pg', { aside })
  return refused('DATABASE_URL 未设置。DATABASE_URL is not set: it names the PostGIS server to test on.')
}

async function inBrowser(): Promise<Totals> {
  if (!findBrowser()) {
    console.log('No browser found; asking Playwright for its Chromium.')
    if (!installBrowser(browserInstallTimeoutMs)) return refused(noBrowser)
  }
  return vitest('e2e', { env: { DATABASE_URL: undefined } })
}

function refused(sentence: string): Totals {
  console.error(sentence)
  return { passed: 0, failed: 1, skipped: 0 }
}

/** Exit code of a Node script; one that runs too long is ended and counts as failed. */
function node(script: string, args: string[], { env = {}, aside = false }: Way = {}): Promise<number> {
  return new Promise(done => {
    const said: Buffer[] = []
    const child = spawn(process.execPath, [join(root, script), ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', aside ? 'pipe' : 'inherit', aside ? 'pipe' : 'inherit'],
    })
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', part => said.push(part))
    const limit = setTimeout(() => {
      console.error(`Ended after ${stepTimeoutMs / 60_000} minutes: ${script}`)
      child.kill('SIGKILL')
    }, stepTimeoutMs)
    child.on('error', error => {
      console.error(`${script} could not be started: ${error.message}`)
      done(1)
    })
    child.on('close', code => {
      process.stdout.write(Buffer.concat(said))
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
