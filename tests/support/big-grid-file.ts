import { closeSync, openSync, writeSync } from 'node:fs'
import type { Face } from '@jingwei/geodata/geometry/face.ts'
import type { TopologyGrid } from '@jingwei/geodata/geometry/topology.ts'
import { toDegrees } from '@jingwei/geodata/geometry/units.ts'

/** What a point takes in the file, with its brackets. */
const bytesOfPoint = 25

/**
 * Writes a GeoJSON of about so many bytes: the grids of a city whose borders have many more points, as surveyors deliver them. Both sides of a border get the
 * same points but for one in `loose`, which is a unit off on one side: borders that were digitised twice.
 */
export function writeBigGrids(
  path: string,
  { faces, grids }: { faces: readonly Face[]; grids: readonly TopologyGrid[] },
  { bytes, loose }: { bytes: number; loose: number },
): void {
  const perimeter = sum(faces, ({ rings }) => sum(rings, ring => sum(stepsOf(ring), lengthOf)))
  const step = (perimeter * bytesOfPoint) / bytes
  const byCode = new Map(grids.map(grid => [grid.code, grid]))
  const file = openSync(path, 'w')
  let count = 0
  const pointsOf = (ring: Int32Array): string => {
    const points: string[] = []
    for (const [ax, ay, bx, by] of stepsOf(ring)) {
      // from the lower end, whichever way it is walked, so that both sides say the same
      const isForward = ax < bx || (ax === bx && ay < by)
      const pieces = Math.max(1, Math.round(lengthOf([ax, ay, bx, by]) / step))
      for (let i = 0; i < pieces; i++) {
        const share = isForward ? i / pieces : (pieces - i) / pieces
        const [fx, fy, tx, ty] = isForward ? [ax, ay, bx, by] : [bx, by, ax, ay]
        const off = i > 0 && ++count % loose === 0 ? 1 : 0
        const x = Math.round(fx + (tx - fx) * share) + off
        points.push(`[${toDegrees(x)},${toDegrees(Math.round(fy + (ty - fy) * share))}]`)
      }
    }
    return `[${[...points, points[0]].join(',')}]`
  }
  try {
    writeSync(file, '{"type":"FeatureCollection","features":[\n')
    const byGrid = new Map<string, Face[]>()
    for (const face of faces) byGrid.set(face.grid, [...(byGrid.get(face.grid) ?? []), face])
    let isFirst = true
    for (const [code, own] of byGrid) {
      const { name, parent } = byCode.get(code) as TopologyGrid
      const properties = JSON.stringify({ code, name: name.zh, parent })
      const polygons = own.map(({ rings }) => `[${rings.map(pointsOf).join(',')}]`).join(',')
      const geometry = `{"type":"MultiPolygon","coordinates":[${polygons}]}`
      writeSync(
        file,
        `${isFirst ? '' : ',\n'}{"type":"Feature","properties":${properties},"geometry":${geometry}}`,
      )
      isFirst = false
    }
    writeSync(file, '\n]}\n')
  } finally {
    closeSync(file)
  }
}

type Step = readonly [ax: number, ay: number, bx: number, by: number]

function* stepsOf(ring: Int32Array): Iterable<Step> {
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length
    yield [ring[i], ring[i + 1], ring[j], ring[j + 1]] as unknown as Step
  }
}

function lengthOf([ax, ay, bx, by]: Step): number {
  return Math.hypot(bx - ax, by - ay)
}

function sum<T>(list: Iterable<T>, of: (each: T) => number): number {
  let total = 0
  for (const each of list) total += of(each)
  return total
}
