import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkCoverage } from '../coverage.ts'
import type { Face } from '../face.ts'
import { outlineOf } from '../outline.ts'
import { buildPartition } from '../partition.ts'
import { operationFor, type Wish, wishes } from '../testing/random-operations.ts'
import { uglyCoverage } from '../testing/ugly-coverage.ts'
import type { TopologyGrid } from '../topology.ts'
import { Boundaries } from './boundaries.ts'
import { contentHash } from './content-hash.ts'
import { type FaceRule, faceRules } from './legality.ts'
import type { Operation } from './operation.ts'
import { inverseOf, type Patch } from './patch.ts'
import { plan } from './plan.ts'
import { written } from './written.ts'

const levels = ['street', 'area', 'block']
const named = (code: string, level: string, parent: string | null): TopologyGrid => ({
  code,
  level,
  parent,
  name: { zh: code },
})
const tree: TopologyGrid[] = [
  named('S', 'street', null),
  named('T', 'street', null),
  named('SA', 'area', 'S'),
  named('TA', 'area', 'T'),
  ...['a', 'b', 'c'].map(code => named(code, 'block', 'SA')),
  ...['d', 'e'].map(code => named(code, 'block', 'TA')),
]
const runs = 250
const wishesPerRun = 120

/** A 4 × 4 lattice of 6 units: coordinates so small that whatever can degenerate does. */
const town = fc.tuple(uglyCoverage, wishes(wishesPerRun, 5))

type Step = { readonly operation: Operation; readonly patch: Patch }

function live(boundaries: Boundaries, wanted: readonly Wish[], rules?: readonly FaceRule[]): Step[] {
  const log: Step[] = []
  for (const wish of wanted) {
    const operation = [...boundaries.faces()].length === 0 ? null : operationFor(boundaries, wish)
    if (operation === null) continue
    const { patch } = plan(boundaries, operation, rules)
    if (patch === undefined) continue
    boundaries.apply(patch)
    log.push({ operation, patch })
  }
  return log
}

/** What an independent judge that looks at all faces has against them. */
function verdict(faces: readonly Face[]) {
  const report = checkCoverage(faces)
  const partition = buildPartition(faces)
  return {
    faults: report.faults.filter(fault => fault.code !== 'touches-itself').map(fault => fault.code),
    gapAndOverlap: report.twiceAreaOfUnion - report.twiceAreaOfFaces,
    outline: JSON.stringify(outlineOf(partition, faces.keys()).map(rings => rings.map(ring => [...ring]))),
  }
}

describe('random operations on a tiny lattice', () => {
  it('leave no gap and no overlap, keep the outer border, and are undone, redone and replayed exactly', () => {
    let applied = 0
    fc.assert(
      fc.property(town, ([{ faces }, wanted]) => {
        if (faces.length === 0) return
        const boundaries = new Boundaries(faces, tree, levels)
        const first = written(boundaries)
        const before = verdict(first.faces)
        const log = live(boundaries, wanted)
        applied += log.length
        const last = written(boundaries)
        expect(verdict(last.faces)).toEqual({ ...before, faults: [] })
        for (const { patch } of log.toReversed()) boundaries.apply(inverseOf(patch))
        expect(contentHash(written(boundaries))).toBe(contentHash(first))
        for (const { patch } of log) boundaries.apply(patch)
        expect(contentHash(written(boundaries))).toBe(contentHash(last))
        const elsewhere = new Boundaries(first.faces, first.grids, levels)
        for (const { operation } of log) {
          const { patch } = plan(elsewhere, operation)
          if (patch === undefined) throw new Error(`refused on replay: ${JSON.stringify(operation)}`)
          elsewhere.apply(patch)
        }
        expect(contentHash(written(elsewhere))).toBe(contentHash(last))
      }),
      { numRuns: runs, seed: 20261122 },
    )
    expect(applied).toBeGreaterThan(runs * 10)
  })

  it.each(['planar', 'upright'] as const)('go wrong without the rule %s', name => {
    const others = Object.entries(faceRules).flatMap(([key, rule]) => (key === name ? [] : [rule]))
    const holds = fc.check(
      fc.property(town, ([{ faces }, wanted]) => {
        if (faces.length === 0) return
        const boundaries = new Boundaries(faces, tree, levels)
        const before = verdict(written(boundaries).faces)
        live(boundaries, wanted, others)
        expect(verdict(written(boundaries).faces)).toEqual(before)
      }),
      { numRuns: runs, seed: 7, endOnFailure: true },
    )
    expect(holds.failed).toBe(true)
  })
})
