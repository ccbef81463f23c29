import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findEdgeConflicts } from '../edge-conflicts.ts'
import { onSegment, orientation } from '../ring.ts'
import { nodeRings, partitionOf } from './node-rings.ts'

const corner = fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 30 }))
const ring = fc
  .array(corner, { minLength: 3, maxLength: 9 })
  .map(places => places.filter((place, i) => String(place) !== String(places.at(i - 1))))
  .filter(places => new Set(places.map(String)).size > 2)
const pile = fc.array(ring, { minLength: 1, maxLength: 6 })
const partsOf = (rings: readonly (readonly (readonly [number, number])[])[]) =>
  rings.map((places, row) => ({ grid: `g${row}`, row, rings: [Int32Array.from(places.flat())] }))

test('edges that meet are found as by looking at every pair', () => {
  fc.assert(
    fc.property(pile, rings => {
      const partition = partitionOf(partsOf(rings))
      const { edges, xs, ys } = partition
      const at = (v: number) => [xs[v] as number, ys[v] as number] as const
      const endsOf = (e: number) => [edges.from[e] as number, edges.to[e] as number] as const
      const meets = (e: number, f: number) => {
        const [[a, b], [c, d]] = [endsOf(e), endsOf(f)]
        const lies = (u: number, v: number, w: number) =>
          w !== u && w !== v && onSegment(...at(u), ...at(v), ...at(w))
        const turn = (u: number, v: number, w: number) => Math.sign(orientation(...at(u), ...at(v), ...at(w)))
        const crosses = turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0
        return crosses || lies(a, b, c) || lies(a, b, d) || lies(c, d, a) || lies(c, d, b)
      }
      const all = [...edges.from.keys()]
      const expected = all.flatMap(e => all.filter(f => f > e && meets(e, f)).map(f => [e, f]))
      expect(findEdgeConflicts(partition).map(conflict => conflict.edges)).toEqual(expected)
    }),
    { numRuns: 300 },
  )
})

test('borders that were given their points meet at points alone, and none is lost on the way', () => {
  fc.assert(
    fc.property(pile, rings => {
      const { parts, partition } = nodeRings(partsOf(rings))
      expect(findEdgeConflicts(partition)).toEqual([])
      for (const [row, places] of rings.entries()) {
        const flat = parts[row]?.rings[0] ?? []
        const passed = Array.from({ length: flat.length / 2 }, (_, i) => `${flat[2 * i]},${flat[2 * i + 1]}`)
        const starts = passed.flatMap((place, i) => (place === String(places[0]) ? [i] : []))
        expect(
          starts.some(i => isPassed(places.map(String), [...passed.slice(i), ...passed.slice(0, i)])),
        ).toBe(true)
      }
    }),
    { numRuns: 300 },
  )
})

/** Whether places are passed in their order, with others between them. */
function isPassed(places: readonly string[], around: readonly string[]): boolean {
  let from = 0
  return places.every(place => {
    const at = around.indexOf(place, from)
    from = at + 1
    return at >= 0
  })
}
