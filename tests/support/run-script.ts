import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface ScriptRun {
  readonly code: number | null
  /** What it printed, both ways. */
  readonly said: string
  readonly seconds: number
}

/** Runs a script of ours to its end, with settings of its own; `onOutput` may end it before. */
export async function runScript(
  name: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  onOutput: (child: ChildProcess, said: string) => void = () => {},
): Promise<ScriptRun> {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const { DATABASE_URL: _, ...env } = process.env
  const began = Date.now()
  const child = spawn(process.execPath, ['--import', 'tsx', join('scripts', `${name}.ts`), ...args], {
    cwd: root,
    env: { ...env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => {
      said += String(chunk)
      onOutput(child, said)
    })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, said, seconds: (Date.now() - began) / 1000 }
}
