import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * `node --import tsx tests/mutations/remove-each-rule.ts [FILE…]`: takes each rule of the boundary editor away, or those of some files, one after another, in a copy, runs the
 * editor's tests there, and prints which one is the first to fail. A rule is a place that refuses. Takes some minutes; ends with code 1 when
 * a rule can be taken away and everything stays green.
 */
const root = fileURLToPath(new URL('../..', import.meta.url))
const editing = 'geometry/editing'
const wanted = process.argv.slice(2)
/** Those of single cases first, they take no time; then random operations on a tiny town. */
const suites = [
  ['refusals.test.ts', 'replace-grids.test.ts', 'grid-checks.test.ts'],
  ['editing.test.ts'],
] as const

const copy = mkdtempSync(join(tmpdir(), 'jingwei-mutations-'))
try {
  process.exitCode = run()
} finally {
  rmSync(copy, { recursive: true, force: true })
}

function run(): number {
  cpSync(join(root, 'geodata/geometry'), join(copy, 'geometry'), { recursive: true })
  symlinkSync(join(root, 'geodata/node_modules'), join(copy, 'node_modules'))
  writeFileSync(join(copy, 'package.json'), '{"type": "module"}')
  const whole = firstRed()
  if (whole !== null) {
    console.error(`red before anything was taken away: ${whole}`)
    return 2
  }
  console.log('| rule | taken away in | first test that fails |\n|---|---|---|')
  let survivors = 0
  for (const { file, line, code } of rulesOf()) {
    const path = join(copy, editing, file)
    const lines = readFileSync(path, 'utf8').split('\n')
    const kept = lines[line] ?? ''
    lines[line] = kept.replace('throw new Refused(', 'void new Refused(')
    writeFileSync(path, lines.join('\n'))
    const red = firstRed()
    lines[line] = kept
    writeFileSync(path, lines.join('\n'))
    if (red === null) survivors++
    console.log(`| \`${code}\` | \`${basename(file)}\`, ${ordinal(file, line)} | ${red ?? '**none**'} |`)
  }
  console.log(`\n${survivors} of ${rulesOf().length} rules can be taken away unnoticed`)
  return survivors === 0 ? 0 : 1
}

interface Rule {
  readonly file: string
  readonly line: number
  readonly code: string
}

function rulesOf(): Rule[] {
  const files = readdirSync(join(root, 'geodata', editing))
    .filter(name => /^[a-z-]+\.ts$/.test(name) && (wanted.length === 0 || wanted.includes(name)))
    .sort()
  return files.flatMap(file =>
    readFileSync(join(root, 'geodata', editing, file), 'utf8')
      .split('\n')
      .flatMap((text, line) => {
        const code = text.match(/throw new Refused\('([a-z-]+)'/)?.[1]
        return code === undefined ? [] : [{ file, line, code }]
      }),
  )
}

/** Which of a file's places it is: lines move, places less. */
function ordinal(file: string, line: number): string {
  const own = rulesOf().filter(rule => rule.file === file)
  return `${own.findIndex(rule => rule.line === line) + 1} of ${own.length}`
}

/** Name of the first test that fails, null when all pass. */
function firstRed(): string | null {
  for (const suite of suites) {
    const files = suite.map(name => `${editing}/${name}`)
    const { stdout } = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules/vitest/vitest.mjs'),
        'run',
        '--root',
        copy,
        '--testTimeout',
        '120000',
        '--bail',
        '1',
        '--reporter',
        'json',
        ...files,
      ],
      { cwd: copy, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 },
    )
    const report = JSON.parse(stdout.slice(stdout.indexOf('{"'))) as {
      success: boolean
      testResults: { status: string; assertionResults: { status: string; fullName: string }[] }[]
    }
    if (report.success) continue
    const failed = report.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .find(({ status }) => status === 'failed')
    return failed?.fullName.replaceAll('|', '/') ?? 'a test file cannot be read'
  }
  return null
}
