import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Face, sideOfFace } from './face.ts'
import { createLocator } from './locate.ts'
import { buildPartition } from './partition.ts'
import { sideOfRing } from './ring.ts'
import { type UglyCoverage, uglyCoverage } from './testing/ugly-coverage.ts'
import { toDegrees } from './units.ts'

describe('the routing kernel on tiny ugly coverages', () => {
  it('agrees with brute force on every integer point', () => {
    fc.assert(
      fc.property(uglyCoverage, fc.constantFrom(1, 4, 16, 40, 1000), (coverage, maxCells) => {
        const partition = buildPartition(coverage.faces)
        const { locate } = createLocator(partition, { maxCells })
        for (let x = -3; x <= 27; x++) {
          for (let y = -3; y <= 27; y++) {
            const place = locate(toDegrees(x), toDegrees(y))
            const grids =
              place.kind === 'inside'
                ? [partition.faces[place.face]?.grid]
                : place.kind === 'on-border'
                  ? place.faces.map(f => partition.faces[f]?.grid)
                  : []
            expect([place.kind, [...new Set(grids)]], `${x}, ${y}`).toEqual(judge(coverage, x, y))
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})

/** Judges by the small cells, which know nothing of faces, holes or rasters. */
function judge(coverage: UglyCoverage, x: number, y: number): [string, string[]] {
  const sides = coverage.cells.map(ring => sideOfRing(ring, x, y))
  const touching = sides.flatMap((side, c) => (side >= 0 ? [coverage.owners[c] ?? null] : []))
  const owners = [...new Set(touching)]
  const grids = owners.filter(owner => owner !== null).sort()
  if (grids.length === 0) return ['outside', []]
  return [onBorder(coverage, x, y) ? 'on-border' : 'inside', grids]
}

function onBorder({ faces }: UglyCoverage, x: number, y: number): boolean {
  return faces.some((face: Face) => sideOfFace(face, x, y) === 0)
}
