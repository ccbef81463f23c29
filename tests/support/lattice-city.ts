import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cityFiles, type FolderPeople, type Profile } from '@jingwei/geodata/city-folder.ts'
import type { Face } from '@jingwei/geodata/geometry/face.ts'
import { encodeTopology } from '@jingwei/geodata/geometry/topology.ts'
import { sampleTown } from './sample-town.ts'

const [west, south] = [1_120_000_000, 310_000_000]
/** Units of a block's side: some 480 × 560 m. */
const side = 50_000
/** Vertices between two corners of a block. */
const between = 9
/** Units that a border swings to both sides. */
const swing = 2_500
/** Blocks along one side of a grid of each level above. */
const spans = [16, 4] as const

/**
 * Writes a city of about so many blocks, each with 40 vertices on winding borders, in three levels. All of it is made up.
 * @returns a corner where four blocks of all levels meet, in degrees
 */
export function writeLatticeCity(folder: string, faces: number): { corner: [number, number]; count: number } {
  const columns = Math.ceil(Math.sqrt(faces))
  const rows = Math.ceil(faces / columns)
  const levels = 3
  const { profile } = sampleTown({ levels, incidents: 0 })
  const [a = '', b = '', leaf = ''] = profile.levels.map(({ key }) => key)
  const code = (prefix: string, x: number, y: number) => `${prefix}${pad(x)}${pad(y)}`
  const cells = Array.from(
    { length: columns * rows },
    (_, i) => [i % columns, Math.floor(i / columns)] as const,
  )
  const grid = (code: string, level: string, parent: string | null) => ({
    code,
    level,
    parent,
    name: { zh: `网${code}`, en: code },
    households: 100,
    synthetic: true,
  })
  const above = (prefix: string, span: number, x: number, y: number) =>
    code(prefix, Math.floor(x / span), Math.floor(y / span))
  const grids = [
    ...new Map(
      cells.flatMap(([x, y]) => {
        const [large, small] = [above('A', spans[0], x, y), above('B', spans[1], x, y)]
        return [
          [large, grid(large, a, null)] as const,
          [small, grid(small, b, large)] as const,
          [code('C', x, y), grid(code('C', x, y), leaf, small)] as const,
        ]
      }),
    ).values(),
  ]
  const write = (name: string, content: unknown) => writeFileSync(join(folder, name), JSON.stringify(content))
  write(cityFiles.profile, {
    ...profile,
    codeScheme: profile.levels.map(({ key }) => ({
      level: key,
      pattern: '^[ABC]\\d+$',
      rule: { zh: '列与行', en: 'column and row' },
    })),
  } satisfies Profile)
  write(
    cityFiles.topology,
    encodeTopology(
      cells.map(([x, y]) => face(code('C', x, y), x, y, columns, rows)),
      grids,
    ),
  )
  write(cityFiles.centers, [])
  write(cityFiles.people, { persons: [], posts: [] } satisfies FolderPeople)
  const middle = spans[0] * Math.max(1, Math.floor(columns / spans[0] / 2))
  const row = spans[0] * Math.max(1, Math.floor(rows / spans[0] / 2))
  return { corner: [(west + middle * side) / 1e7, (south + row * side) / 1e7], count: cells.length }
}

function face(grid: string, x: number, y: number, columns: number, rows: number): Face {
  const sideOf = (x0: number, y0: number, x1: number, y1: number) => {
    // a border is the same from both sides: it is reckoned from its lower end
    const isBackward = x1 < x0 || y1 < y0
    const [fx, fy, tx, ty] = isBackward ? [x1, y1, x0, y0] : [x0, y0, x1, y1]
    const isOuter = fx === tx ? fx === 0 || fx === columns : fy === 0 || fy === rows
    const points = Array.from({ length: between + 1 }, (_, i) => {
      const share = i / (between + 1)
      const off = isOuter ? 0 : Math.round(swing * Math.sin(2 * Math.PI * share))
      const [px, py] = [fx + (tx - fx) * share, fy + (ty - fy) * share]
      return fx === tx
        ? [west + px * side + off, Math.round(south + py * side)]
        : [Math.round(west + px * side), south + py * side + off]
    })
    if (!isBackward) return points
    const end = [west + tx * side, south + ty * side]
    return [end, ...points.slice(1).toReversed()]
  }
  const ring = [
    ...sideOf(x, y, x + 1, y),
    ...sideOf(x + 1, y, x + 1, y + 1),
    ...sideOf(x + 1, y + 1, x, y + 1),
    ...sideOf(x, y + 1, x, y),
  ]
  return { grid, rings: [Int32Array.from(ring.flat())] }
}

function pad(n: number): string {
  return `${n}`.padStart(3, '0')
}
