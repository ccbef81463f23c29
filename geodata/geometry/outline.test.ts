import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sideOfFace } from './face.ts'
import { type Outline, outlineOf, outlinesOf } from './outline.ts'
import { buildPartition } from './partition.ts'
import { sideOfRing, twiceArea } from './ring.ts'
import { uglyCoverage } from './testing/ugly-coverage.ts'

/** A square cell of side 1 with its lower left corner at (x, y). */
const cell = (x: number, y: number) => ({
  grid: `${x}${y}`,
  rings: [Int32Array.of(x, y, x + 1, y, x + 1, y + 1, x, y + 1)],
})

/** Outline of the cells marked x in a drawing, top row first. */
function outlineOfDrawing(...drawing: string[]): Outline {
  const cells = drawing.flatMap((line, row) =>
    [...line].flatMap((mark, x) => (mark === 'x' ? [cell(x, drawing.length - 1 - row)] : [])),
  )
  return outlineOf(buildPartition(cells), cells.keys())
}

describe('outlineOf', () => {
  it('of nothing is nothing', () => {
    expect(outlineOfDrawing('...')).toEqual([])
  })

  it('keeps every vertex of the border, also those in line', () => {
    expect(outlineOfDrawing('xx')).toEqual([[Int32Array.of(0, 0, 1, 0, 2, 0, 2, 1, 1, 1, 0, 1)]])
  })

  it('makes an enclave a hole', () => {
    const [polygon, ...others] = outlineOfDrawing('xxx', 'x.x', 'xxx')
    expect(others).toEqual([])
    expect(polygon?.[1]).toEqual(Int32Array.of(1, 1, 1, 2, 2, 2, 2, 1))
  })

  it('makes an exclave a polygon, also inside a hole of the same outline', () => {
    expect(outlineOfDrawing('xxxxx', 'x...x', 'x.x.x', 'x...x', 'xxxxx').map(p => p.length)).toEqual([2, 1])
  })

  it('keeps parts that touch in a point apart', () => {
    expect(outlineOfDrawing('.x', 'x.').map(p => p.length)).toEqual([1, 1])
  })

  it('keeps a ring of parts that touch in points apart, with no hole between them', () => {
    expect(outlineOfDrawing('.x.', 'x.x', '.x.').map(p => p.length)).toEqual([1, 1, 1, 1])
  })

  it('takes a hole that touches the shell in a point as a hole', () => {
    const [polygon, ...others] = outlineOfDrawing('xxx', 'x.x', 'xx.')
    expect(others).toEqual([])
    expect(polygon?.map(ring => ring.length / 2)).toEqual([12, 4])
  })

  it('takes two holes that touch in a point as two holes', () => {
    expect(outlineOfDrawing('xxxx', 'xx.x', 'x.xx', 'xxxx').map(p => p.length)).toEqual([3])
  })

  it('covers exactly the cells of its faces, in simple rings, on ugly coverages', () => {
    fc.assert(
      fc.property(uglyCoverage, ({ cells, owners, faces }) => {
        const partition = buildPartition(faces)
        const codes = ['a', 'b', 'c', 'd', 'e']
        const group = partition.faces.map(face => codes.indexOf(face.grid))
        const outlines = outlinesOf(partition, group, codes.length)
        outlines.forEach((outline, g) => {
          for (const [i, ring] of outline.flatMap(polygon => [...polygon.entries()])) {
            const points = Array.from(
              { length: ring.length / 2 },
              (_, k) => `${ring[2 * k]} ${ring[2 * k + 1]}`,
            )
            expect(new Set(points).size).toBe(points.length)
            expect(twiceArea(ring) > 0n).toBe(i === 0)
          }
          for (let x = -3; x <= 27; x++) {
            for (let y = -3; y <= 27; y++) {
              const touching = cells.flatMap((ring, c) => (sideOfRing(ring, x, y) >= 0 ? [owners[c]] : []))
              const sides = outline.map(rings => sideOfFace({ grid: '', rings }, x, y))
              const covered = sides.some(side => side >= 0)
              expect(covered, `${codes[g]} at ${x}, ${y}`).toBe(touching.includes(codes[g]))
              expect(sides.filter(side => side > 0).length).toBeLessThanOrEqual(1)
            }
          }
        })
      }),
      { numRuns: 60 },
    )
  })
})
