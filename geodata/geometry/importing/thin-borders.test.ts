import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkCoverage } from '../coverage.ts'
import { canonicalFace, type Face } from '../face.ts'
import { outlineOf } from '../outline.ts'
import { buildPartition } from '../partition.ts'
import { metersPerUnit } from './fault.ts'
import { thinBorders } from './thin-borders.ts'

const block = 100_000
const columns = 4

/** A vertex of a lattice, 1 km apart at the equator. */
const corner = (column: number, row: number): [number, number] => [column * block, row * block]

/** A border from one corner to the one above it, with so many vertices between, each beside the line by what is drawn for it. */
function borderOf([x, from]: [number, number], offs: readonly number[]): [number, number][] {
  return offs.map((off, i) => [x + off, from + Math.round((block * (i + 1)) / (offs.length + 1))])
}

/** Blocks beside each other; the borders between them wander by `offs`, the city's outline is straight. */
function townOf(offs: readonly (readonly number[])[]): Face[] {
  return Array.from({ length: columns }, (_, c) => {
    const west = c === 0 ? [] : borderOf(corner(c, 0), offs[c - 1] ?? []).reverse()
    const east = c === columns - 1 ? [] : borderOf(corner(c + 1, 0), offs[c] ?? [])
    const ring = [corner(c, 0), corner(c + 1, 0), ...east, corner(c + 1, 1), corner(c, 1), ...west]
    return canonicalFace({ grid: `g${c}`, rings: [Int32Array.from(ring.flat())] })
  })
}

const verticesOf = (faces: readonly Face[]) => buildPartition(faces).xs.length
const outlineOfAll = (faces: readonly Face[]) => outlineOf(buildPartition(faces), faces.keys())

describe('thinned borders', () => {
  test('whatever they wander: they tile, the outline keeps its vertices, nothing lies farther off than is said', () => {
    const offs = fc.array(fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 20, maxLength: 60 }), {
      minLength: columns - 1,
      maxLength: columns - 1,
    })
    fc.assert(
      fc.property(offs, wandering => {
        const faces = townOf(wandering)
        const outline = outlineOfAll(faces)
        const thin = thinBorders(faces, outline, 20)
        if (thin === null) return
        expect(checkCoverage(thin.faces).faults).toEqual([])
        expect(verticesOf(thin.faces)).toBeLessThanOrEqual(20)
        expect(outlineOfAll(thin.faces)).toEqual(outline)
        const most = (thin.meters / metersPerUnit(0).north) * 1.001
        for (const [f, { rings }] of faces.entries())
          for (const place of placesOf(rings[0] as Int32Array))
            expect(distanceTo(thin.faces[f] as Face, place)).toBeLessThanOrEqual(most)
      }),
      { numRuns: 60, seed: 7 },
    )
  })

  test('the smallest tolerance that does it', () => {
    const straight = townOf([Array(50).fill(0), Array(50).fill(0), Array(50).fill(0)])
    expect(thinBorders(straight, outlineOfAll(straight), 12)).toMatchObject({ meters: 0.02 })
    const zigzag = Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? 20 : -20))
    const wild = townOf([zigzag, zigzag, zigzag])
    expect(thinBorders(wild, outlineOfAll(wild), 12)?.meters).toBe(0.5)
  })

  test('null where no tolerance does it: corners and outline stay', () => {
    const faces = townOf([[], [], []])
    expect(thinBorders(faces, outlineOfAll(faces), 9)).toBeNull()
  })

  test('a grid that would vanish, or whose thinned borders would meet, keeps its own', () => {
    const [first, ...others] = townOf([Array(60).fill(0), Array(60).fill(0), Array(60).fill(0)])
    // a strip of 10 m, a centimetre wide
    const [x, y] = [50_000, 50_000]
    const inner = [x, y, x + 500, y, x + 1000, y, x + 1000, y + 1, x + 500, y + 1, x, y + 1]
    const enclave = canonicalFace({ grid: 'in', rings: [Int32Array.from(inner)] })
    const around = canonicalFace({ grid: 'g0', rings: [...(first as Face).rings, Int32Array.from(inner)] })
    const faces = [around, ...others, enclave]
    const thin = thinBorders(faces, outlineOfAll(faces), 20)
    expect(checkCoverage(thin?.faces ?? []).faults).toEqual([])
    expect(thin?.faces.at(-1)).toEqual(enclave)
  })
})

function placesOf(ring: Int32Array): [number, number][] {
  return Array.from({ length: ring.length / 2 }, (_, i) => [ring[2 * i] as number, ring[2 * i + 1] as number])
}

/** How far a place lies from a face's shell, in units. */
function distanceTo({ rings: [shell] }: Face, [x, y]: [number, number]): number {
  const places = placesOf(shell as Int32Array)
  return Math.min(
    ...places.map(([ax, ay], i) => {
      const [bx, by] = places[(i + 1) % places.length] as [number, number]
      const [dx, dy] = [bx - ax, by - ay]
      const share = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
      return Math.hypot(x - ax - share * dx, y - ay - share * dy)
    }),
  )
}
