import { loadavg } from 'node:os'

/** One line of the results: `ratio` says how many times better ours is than the anchor; it must reach the goal. */
export interface Result {
  readonly name: string
  readonly ours: number
  readonly anchor: number
  readonly anchorName: string
  readonly unit: string
  readonly ratio: number
  readonly goal: number
  readonly ok: boolean
}

export interface Contender {
  readonly name: string
  /** Does its work once. @returns how many pieces of work that were */
  readonly run: () => number | Promise<number>
}

const rounds = 3

/** Each in turn, three times over, so that a slow moment of the machine hits all alike; the best rate of each counts, in pieces a second. */
export async function rates(contenders: readonly Contender[]): Promise<Map<string, number>> {
  const best = new Map<string, number>()
  for (let round = 0; round < rounds; round++)
    for (const { name, run } of contenders) {
      const began = performance.now()
      const pieces = await run()
      const rate = (pieces / (performance.now() - began)) * 1000
      best.set(name, Math.max(best.get(name) ?? 0, rate))
    }
  return best
}

/** Rates: more is better. */
export function faster(
  name: string,
  ours: number,
  anchorName: string,
  anchor: number,
  unit: string,
  goal: number,
): Result {
  return told({ name, ours, anchor, anchorName, unit, ratio: ours / anchor, goal })
}

/** Times: less is better. */
export function sooner(name: string, ours: number, anchorName: string, anchor: number, goal: number): Result {
  return told({ name, ours, anchor, anchorName, unit: 'ms', ratio: anchor / ours, goal })
}

function told(result: Omit<Result, 'ok'>): Result {
  const rounded = (value: number) => Number(value.toPrecision(4))
  const ok = result.ratio >= result.goal
  const { name, anchorName, unit, goal } = result
  const { ours, anchor, ratio } = result
  console.log(
    `${ok ? '✓' : '✗'} ${name}: ${rounded(ours)} ${unit} · ${anchorName} ${rounded(anchor)} ${unit} · ${rounded(ratio)} × (goal ${goal}) · load ${loadavg()[0]?.toFixed(1)}`,
  )
  return {
    name,
    ours: rounded(ours),
    anchor: rounded(anchor),
    anchorName,
    unit,
    ratio: rounded(ratio),
    goal,
    ok,
  }
}

/** The same pseudo-random numbers on each run, from 0 to 1 (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
