import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { findBrowser } from '../support/browser.ts'
import { type Result, sooner } from './measure.ts'

interface Told {
  readonly cities: readonly { readonly faces: number; readonly p95: number }[]
}

const promisedMs = 4
const longestMs = 10 * 60_000

/** Script of a frame of a drag in a real browser, as `tests/load/drag-frames.ts` measures it; null where there is no browser. */
export function benchDragFrames(): Result[] | null {
  if (findBrowser() === null) return null
  const script = fileURLToPath(new URL('../load/drag-frames.ts', import.meta.url))
  const { stdout, status, signal } = spawnSync(process.execPath, ['--import', 'tsx', script], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: longestMs,
  })
  if (stdout === '') throw new Error(`the drag in a browser ended with ${signal ?? status} and said nothing`)
  const { cities } = JSON.parse(stdout) as Told
  return cities.map(({ faces, p95 }) =>
    sooner(
      `a frame of a drag in Chromium, p95, ${Math.round(faces / 1000)} thousand faces`,
      p95,
      'what we promise',
      promisedMs,
      1,
    ),
  )
}
