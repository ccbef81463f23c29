import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkCoverage } from '../coverage.ts'
import { operationFor, wishes } from '../testing/random-operations.ts'
import { decodeTopology } from '../topology.ts'
import { Boundaries } from './boundaries.ts'
import { contentHash } from './content-hash.ts'
import { inverseOf, type Patch } from './patch.ts'
import { plan } from './plan.ts'
import { written } from './written.ts'

const topology = JSON.parse(readFileSync(new URL('../../huainan/topology.json', import.meta.url), 'utf8'))
const city = JSON.parse(readFileSync(new URL('../../huainan/city.json', import.meta.url), 'utf8'))
const levels = city.levels.map(({ key }: { key: string }) => key)
const faces = decodeTopology(topology)
/** `SEEDS=100 npx vitest run --project unit geodata/geometry/editing/demo-city` for the long run. */
const seeds = Number(process.env.SEEDS ?? 2)
const applied = 1000
/** About 30 m. */
const reach = 3000

it.each(Array.from({ length: seeds }, (_, seed) => seed))(
  'a thousand operations on the demo city leave it tiled, and are undone exactly (seed %i)',
  seed => {
    const boundaries = new Boundaries(faces, topology.grids, levels)
    const first = contentHash(written(boundaries))
    const { twiceAreaOfUnion } = checkCoverage(faces)
    const patches: Patch[] = []
    const times: number[] = []
    for (const wish of fc.sample(wishes(8 * applied, reach), { seed, numRuns: 1 }).flat()) {
      const operation = patches.length < applied ? operationFor(boundaries, wish) : null
      if (operation === null) continue
      const startedAt = performance.now()
      const { patch } = plan(boundaries, operation)
      if (patch !== undefined) boundaries.apply(patch)
      times.push(performance.now() - startedAt)
      if (patch !== undefined) patches.push(patch)
    }
    expect(patches.length).toBe(applied)
    const report = checkCoverage(written(boundaries).faces)
    expect(report).toMatchObject({
      faults: [],
      gaps: [],
      twiceAreaOfUnion,
      twiceAreaOfFaces: twiceAreaOfUnion,
    })
    for (const patch of patches.toReversed()) boundaries.apply(inverseOf(patch))
    expect(contentHash(written(boundaries))).toBe(first)
    times.sort((a, b) => a - b)
    const at = (share: number) => times[Math.floor(times.length * share)]?.toFixed(3)
    console.info(
      `seed ${seed}: ${times.length} asked, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${at(0.9999)} ms`,
    )
  },
)
