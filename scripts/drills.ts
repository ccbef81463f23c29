import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

/**
 * `npx pnpm@12 drills [name …] [--embedded | --postgis]`: runs the fault drills of `tests/faults`, each on the databases it is meant for,
 * one after the other, and ends with a table. Everything happens on loopback, in folders and servers of the drills' own. Ends with code 0
 * when all passed, 1 when one failed, 2 when one could not be tried on this machine.
 */
type Kind = 'embedded' | 'postgis'

/** What each drill is meant for; `tests/faults/<name>.ts` says what it proves. */
const drills: Readonly<Record<string, readonly Kind[]>> = {
  'backup-restore': ['embedded', 'postgis'],
  'kill-during-reports': ['embedded', 'postgis'],
  'database-away': ['postgis'],
  'primary-lost': ['postgis'],
  'disk-full': ['embedded'],
  'clock-set-back': ['embedded', 'postgis'],
  'malformed-requests': ['embedded', 'postgis'],
  'slow-clients': ['embedded', 'postgis'],
  'old-database': ['embedded', 'postgis'],
  'stop-gently': ['embedded', 'postgis'],
  'two-publishers': ['embedded', 'postgis'],
  'changed-byte': ['embedded', 'postgis'],
  'wall-survives': ['embedded', 'postgis'],
}

const root = fileURLToPath(new URL('..', import.meta.url))
const verdicts = ['PASS', 'FAIL', 'CANNOT'] as const

process.exitCode = await main()

async function main(): Promise<number> {
  const asked = readArguments()
  if (asked === null) return 2
  const { positionals, values } = asked
  const there = readdirSync(join(root, 'tests', 'faults')).map(file => basename(file, '.ts'))
  const unlisted = there.filter(name => !(name in drills))
  const unknown = positionals.filter(name => !there.includes(name))
  if (unlisted.length + unknown.length > 0) {
    console.error(
      `没有这样的演练 No such drill: ${[...unlisted, ...unknown].join(', ')}. 有 There are: ${there.join(' ')}`,
    )
    return 2
  }
  const kinds = (['embedded', 'postgis'] as const).filter(kind =>
    values.embedded || values.postgis ? values[kind] : true,
  )
  const wanted = Object.entries(drills).filter(
    ([name]) => positionals.length === 0 || positionals.includes(name),
  )
  const rounds = kinds.flatMap(kind =>
    wanted.filter(([, on]) => on.includes(kind)).map(([name]) => ({ name, kind })),
  )

  // The city is loaded once for each database and copied for every drill.
  const prepared = mkdtempSync(join(tmpdir(), 'jingwei-drills-'))
  chmodSync(prepared, 0o711)
  const table: string[] = []
  const codes = new Set<number>()
  try {
    for (const [i, { name, kind }] of rounds.entries()) {
      console.log(`\n── ${i + 1}/${rounds.length} ${name} --${kind}`)
      const { code, last } = await run(name, kind, prepared)
      codes.add(code)
      table.push(last.startsWith(verdicts[0]) || code !== 0 ? last : `FAIL ${name} (${kind}): no verdict`)
    }
  } finally {
    rmSync(prepared, { recursive: true, force: true })
  }
  console.log(`\n── 演练结果 drills\n${table.join('\n')}`)
  return codes.has(1) ? 1 : codes.has(2) ? 2 : 0
}

/** Null, and a sentence, where something else was asked for. */
function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { embedded: { type: 'boolean' }, postgis: { type: 'boolean' } },
    })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    console.error(`参数有误 ${why}\n用法 Usage: npx pnpm@12 drills [name …] [--embedded | --postgis]`)
    return null
  }
}

/** @returns its exit code and its verdict, the last line it printed */
async function run(name: string, kind: Kind, prepared: string): Promise<{ code: number; last: string }> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join('tests', 'faults', `${name}.ts`), `--${kind}`],
    {
      cwd: root,
      env: { ...process.env, DRILLS_PREPARED: prepared },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk
    process.stdout.write(chunk)
  })
  const code = await new Promise<number>(done => child.once('close', code => done(code ?? 1)))
  const last = said.split('\n').findLast(line => verdicts.some(verdict => line.startsWith(`${verdict} `)))
  return { code, last: last ?? `FAIL ${name} (${kind}): ended with ${code} and no verdict` }
}
