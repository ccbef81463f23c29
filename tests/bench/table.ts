import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import type { Result } from './measure.ts'

const root = join(import.meta.dirname, '../..')

/** A JSON file for programs, a table for people; the second is made from the first. */
export function writeResults(
  results: readonly Result[],
  about: { command: string; load: [number, number]; notes: readonly string[] },
): void {
  const file = join(root, 'tests/bench/results.json')
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`)
  const cell = (value: number | string) => String(value).replaceAll('|', '/')
  const rows = results.map(
    ({ name, ours, anchor, anchorName, unit, ratio, goal, ok }) =>
      `| ${[name, `${ours} ${unit}`, anchorName, `${anchor} ${unit}`, `${ratio} ×`, `${goal} ×`, ok ? '✓' : '✗'].map(cell).join(' | ')} |`,
  )
  const text = `# Benchmarks

Made by \`npx pnpm@12 ${about.command}\`; never written by hand. Everything is measured in one run, in turn, best of three; **ratio** says how many
times better ours is than what we compare with, and the run fails when it is below the goal. Times by themselves say little: they are those of
one machine at one load.

Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), load average ${about.load[0].toFixed(1)} before and ${about.load[1].toFixed(1)} after.

| what | ours | compared with | theirs | ratio | goal | |
|---|---|---|---|---|---|---|
${rows.join('\n')}

${about.notes.map(note => `- ${note}`).join('\n')}
`
  writeFileSync(join(root, 'docs/benchmarks.md'), text)
  execFileSync(
    process.execPath,
    [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'format', '--write', file],
    { cwd: root, stdio: 'ignore' },
  )
}
