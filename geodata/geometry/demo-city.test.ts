import { readFileSync } from 'node:fs'
import { booleanPointInPolygon } from '@turf/turf'
import Flatbush from 'flatbush'
import { describe, expect, it } from 'vitest'
import { checkCoverage } from './coverage.ts'
import { type Face, polygonFromFace } from './face.ts'
import { createLocator, type Place } from './locate.ts'
import { buildPartition } from './partition.ts'
import type { Ring } from './ring.ts'
import { decodeTopology, encodeTopology } from './topology.ts'
import { compareCodes } from './tree.ts'
import { toDegrees } from './units.ts'

const topology = JSON.parse(readFileSync(new URL('../huainan/topology.json', import.meta.url), 'utf8'))
const faces = decodeTopology(topology)
const partition = buildPartition(faces)
const { xs, ys, edges } = partition
const { locate } = createLocator(partition)

/** Fixed seed: the same 100,000 places on each run. */
const RANDOM_POINTS = 100_000

/**
 * Three judges. Turf decides by robust predicates on doubles, so it is exact for the numbers it is given. Given whole units
 * it must agree everywhere. Given degrees it must agree wherever no border passes through the point between two
 * vertices: there n / 1e7 is no longer in line with its neighbours, and turf judges a border that is bent by 1e-15°.
 * The third judge decides with BigInt.
 */
describe('the demo city', () => {
  it('tiles exactly', () => {
    const report = checkCoverage(faces)
    expect(report.faults).toEqual([])
    expect(report.gaps).toEqual([])
    expect(report.twiceAreaOfUnion).toBe(report.twiceAreaOfFaces)
  })

  it('comes back from the wire format byte for byte', () => {
    expect(JSON.stringify(encodeTopology(faces, topology.grids))).toBe(JSON.stringify(topology))
  })

  it('has one leaf for every place that all judges agree on: random points', () => {
    const points = randomPoints()
    expect(disagreements(points)).toEqual([])
    const inside = points.filter(([x, y]) => locate(toDegrees(x), toDegrees(y)).kind === 'inside')
    expect(inside.length).toBeGreaterThan(RANDOM_POINTS / 10)
  })

  it('… all shared vertices', () => {
    expect(disagreements(Array.from(xs, (x, v): Point => [x, ys[v] as number]))).toEqual([])
  })

  it('… all edge midpoints, rounded to units (a half goes east and north)', () => {
    expect(disagreements(midpoints())).toEqual([])
  })

  it('… places one unit beside a vertex', () => {
    const beside = Array.from(
      xs,
      (x, v): Point => [x + (v % 3) - 1, (ys[v] as number) + (Math.floor(v / 3) % 3) - 1],
    )
    expect(disagreements(beside)).toEqual([])
  })
})

type Point = [x: number, y: number]

function disagreements(points: readonly Point[]): unknown[] {
  return points.flatMap(([x, y]) => {
    const place = locate(toDegrees(x), toDegrees(y))
    const answer = facesOf(place)
    const near = index.search(x, y, x, y).sort(byCode)
    const byBigInt = near.filter(f => isCovered(faces[f] as Face, x, y))
    const inUnits = near.filter(f =>
      booleanPointInPolygon([x, y], { type: 'Polygon', coordinates: unitPolygons[f] as number[][][] }),
    )
    const at = [toDegrees(x), toDegrees(y)]
    const inDegrees = near.filter(f =>
      booleanPointInPolygon(at, { type: 'Polygon', coordinates: polygons[f] as number[][][] }),
    )
    const isOnEdge = place.kind === 'on-border' && !vertices.has(`${x} ${y}`)
    const judges = isOnEdge ? [byBigInt, inUnits] : [byBigInt, inUnits, inDegrees]
    const isSingle = place.kind === 'on-border' || answer.length === (place.kind === 'outside' ? 0 : 1)
    return isSingle && judges.every(judge => String(judge) === String(answer)) ? [] : [{ at, place, judges }]
  })
}

function facesOf(place: Place): readonly number[] {
  return place.kind === 'on-border' ? place.faces : place.kind === 'inside' ? [place.face] : []
}

const byCode = (a: number, b: number) => compareCodes(faces[a]?.grid ?? '', faces[b]?.grid ?? '') || a - b
const polygons = faces.map(polygonFromFace)
const unitPolygons = faces.map(face => face.rings.map(closed))
const vertices = new Set(Array.from(xs, (x, v) => `${x} ${ys[v]}`))
const index = new Flatbush(faces.length)
for (const { rings } of faces) {
  const shell = rings[0] as Ring
  const x = shell.filter((_, i) => i % 2 === 0)
  const y = shell.filter((_, i) => i % 2 === 1)
  index.add(Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y))
}
index.finish()

function closed(ring: Ring): number[][] {
  const points = Array.from({ length: ring.length / 2 }, (_, i) => [
    ring[2 * i] as number,
    ring[2 * i + 1] as number,
  ])
  return [...points, points[0] as number[]]
}

/** Inside or on the border, by winding in BigInt. */
function isCovered({ rings }: Face, x: number, y: number): boolean {
  let winding = 0
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const [ax, ay] = [ring[i] as number, ring[i + 1] as number]
      const [bx, by] = [ring[(i + 2) % ring.length] as number, ring[(i + 3) % ring.length] as number]
      if ((ay > y && by > y) || (ay < y && by < y)) continue
      const turn = BigInt(bx - ax) * BigInt(y - ay) - BigInt(by - ay) * BigInt(x - ax)
      if (turn === 0n && Math.min(ax, bx) <= x && x <= Math.max(ax, bx)) return true
      if (ay <= y && by > y && turn > 0n) winding++
      if (ay > y && by <= y && turn < 0n) winding--
    }
  }
  return winding !== 0
}

function randomPoints(): Point[] {
  const box = [xs, ys].map(list => [
    list.reduce((a, b) => Math.min(a, b)),
    list.reduce((a, b) => Math.max(a, b)),
  ])
  const [[minX, maxX], [minY, maxY]] = box as [[number, number], [number, number]]
  let seed = 20_220_101
  const random = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return seed / 2 ** 32
  }
  return Array.from({ length: RANDOM_POINTS }, () => [
    Math.round(minX + random() * (maxX - minX)),
    Math.round(minY + random() * (maxY - minY)),
  ])
}

function midpoints(): Point[] {
  return Array.from(edges.from, (a, e) => {
    const b = edges.to[e] as number
    return [
      Math.round(((xs[a] as number) + (xs[b] as number)) / 2),
      Math.round(((ys[a] as number) + (ys[b] as number)) / 2),
    ]
  })
}
