import { OUTSIDE } from '../edges.ts'
import { polygonFromFace } from '../face.ts'
import { type Outline, outlinesOf } from '../outline.ts'
import type { Partition } from '../partition.ts'
import { toDegrees } from '../units.ts'
import type { Cells } from './cells.ts'
import {
  type Choices,
  chosen,
  faultOf,
  type ImportFault,
  metersPerUnit,
  type Repair,
  squareMetersAt,
} from './fault.ts'
import type { Noded } from './node-rings.ts'

/** The grid that gets a cell, and the part of it that the cell joins. */
export type Owner = { readonly grid: string; readonly part: number }

export type Settled = {
  /** Null: nobody. */
  readonly owners: readonly (Owner | null)[]
  readonly faults: readonly ImportFault[]
}

type Kind = 'own' | 'gap' | 'overlap' | 'beyond-outline' | 'outside'
type Place = {
  readonly kind: Kind
  /** Parts over it, without the city's. */
  readonly mine: readonly number[]
  /** Their grids. */
  readonly names: readonly string[]
}

/**
 * Who owns every cell: one grid, clearly; or nobody or several, and then a person says. Cells of the same kind that hang together are one fault.
 * @param own how many of the parts are of grids; those that follow are the outline of the city
 */
export function settle(
  { partition, parts }: Noded,
  cells: Cells,
  own: number,
  choices: Choices,
  { hasOutline, sliverMeters }: { hasOutline: boolean; sliverMeters: number },
): Settled {
  const gridOf = (part: number) => parts[part]?.grid ?? ''
  const places = cells.owners.map((over): Place => {
    const mine = over.filter(part => part < own)
    const names = [...new Set(mine.map(gridOf))].sort()
    return { kind: kindOf(names.length, !hasOutline || mine.length < over.length), mine, names }
  })
  const owners: (Owner | null)[] = places.map(({ kind, mine: [part = OUTSIDE] }) =>
    kind === 'own' ? { grid: gridOf(part), part } : null,
  )
  const patchOf = patchesOf(partition, cells, places)
  const faults = measured(partition, cells, places, patchOf).map(({ members, neighbours, ...about }) => {
    const { kind, names } = places[members[0] as number] as Place
    const width = about.squareMeters === null ? 0 : about.width
    const isSliver = width <= sliverMeters && (kind === 'gap' || kind === 'overlap')
    const rows = members.flatMap(cell => places[cell]?.mine.map(part => parts[part]?.row ?? 0) ?? [])
    const fault = faultOf({
      code: isSliver ? `${kind}-sliver` : (kind as 'gap' | 'overlap' | 'beyond-outline'),
      grids: names.length > 0 ? names : neighbours,
      rows: [...new Set(rows)].sort((a, b) => a - b),
      at: about.at,
      squareMeters: about.squareMeters,
      shape: about.shape,
      repairs: repairsOf(kind, names, neighbours, hasOutline),
    })
    const repair = chosen(fault, choices)
    if (repair?.kind === 'give') {
      for (const cell of members) {
        const part = places[cell]?.mine.find(each => gridOf(each) === repair.to)
        owners[cell] = { grid: repair.to, part: part ?? OUTSIDE }
      }
    }
    return fault
  })
  return { owners: adopted(partition, cells, owners), faults }
}

function kindOf(grids: number, inCity: boolean): Kind {
  if (!inCity) return grids === 0 ? 'outside' : 'beyond-outline'
  return grids === 0 ? 'gap' : grids === 1 ? 'own' : 'overlap'
}

function repairsOf(
  kind: Kind,
  names: readonly string[],
  neighbours: readonly string[],
  hasOutline: boolean,
): Repair[] {
  const give = (to: string): Repair => ({ kind: 'give', to })
  if (kind === 'beyond-outline') return [{ kind: 'leave' }]
  if (kind === 'gap') return [...neighbours.map(give), ...(hasOutline ? [] : [{ kind: 'leave' } as const])]
  const first = neighbours.filter(code => names.includes(code))
  return [...first, ...names.filter(code => !first.includes(code))].map(give)
}

/** For each cell the number of its patch, cells alike that hang together by their borders; OUTSIDE where nothing is to be decided. */
function patchesOf({ edges }: Partition, cells: Cells, places: readonly Place[]): Int32Array {
  const keys = places.map(({ kind, names }) =>
    kind === 'own' || kind === 'outside' ? null : `${kind} ${names.join(' ')}`,
  )
  const near = new Map<number, number[]>()
  const link = (a: number, b: number) => near.get(a)?.push(b) ?? near.set(a, [b])
  for (let e = 0; e < edges.from.length; e++) {
    const [l, r] = [cells.left[e] as number, cells.right[e] as number]
    if (l === OUTSIDE || r === OUTSIDE || l === r || keys[l] === null || keys[l] !== keys[r]) continue
    link(l, r)
    link(r, l)
  }
  const patch = new Int32Array(places.length).fill(OUTSIDE)
  let count = 0
  for (const [start, key] of keys.entries()) {
    if (key === null || patch[start] !== OUTSIDE) continue
    const queue = [start]
    patch[start] = count
    for (let at = queue.pop(); at !== undefined; at = queue.pop())
      for (const next of near.get(at) ?? []) {
        if (patch[next] !== OUTSIDE) continue
        patch[next] = count
        queue.push(next)
      }
    count++
  }
  return patch
}

/** Rings of more points than this are told without being drawn. */
const mostDrawnPoints = 20_000

function measured(partition: Partition, cells: Cells, places: readonly Place[], patchOf: Int32Array) {
  const count = patchOf.reduce((most, patch) => Math.max(most, patch + 1), 0)
  const members: number[][] = Array.from({ length: count }, () => [])
  patchOf.forEach((patch, cell) => {
    members[patch]?.push(cell)
  })
  const edges = { ...partition.edges, left: cells.left, right: cells.right }
  const outlines = outlinesOf({ ...partition, edges }, patchOf, count)
  const neighbours = besides(partition, cells, places, patchOf, count)
  return members.map((list, p) => {
    const outline = outlines[p] ?? []
    const [x = 0, y = 0] = outline[0]?.[0] ?? []
    const twice = list.reduce((sum, cell) => sum + (cells.twiceAreas[cell] as bigint), 0n)
    const squareMeters = squareMetersAt(twice, y)
    const points = outline.flat().reduce((sum, ring) => sum + ring.length / 2, 0)
    return {
      members: list,
      neighbours: neighbours[p] ?? [],
      at: [toDegrees(x), toDegrees(y)] as const,
      squareMeters,
      // of a long strip: its area by its length
      width: (2 * squareMeters) / lengthOf(outline),
      shape: points > mostDrawnPoints ? [] : outline.map(rings => polygonFromFace({ grid: '', rings })),
    }
  })
}

function lengthOf(outline: Outline): number {
  let meters = 0
  for (const ring of outline.flat()) {
    const scale = metersPerUnit(ring[1] ?? 0)
    for (let i = 0; i < ring.length; i += 2)
      meters += Math.hypot(
        ((ring[i] as number) - (ring.at(i - 2) as number)) * scale.east,
        ((ring[i + 1] as number) - (ring.at(i - 1) as number)) * scale.north,
      )
  }
  return meters
}

/** For each patch the grids beside it, the longest common border first. */
function besides(
  { edges, xs, ys }: Partition,
  cells: Cells,
  places: readonly Place[],
  patchOf: Int32Array,
  count: number,
): string[][] {
  const lengths = Array.from({ length: count }, () => new Map<string, number>())
  for (let e = 0; e < edges.from.length; e++) {
    const [l, r] = [cells.left[e] as number, cells.right[e] as number]
    const [p, q] = [patchOf[l] ?? OUTSIDE, patchOf[r] ?? OUTSIDE]
    if (l === r || p === q) continue
    const [u, v] = [edges.from[e] as number, edges.to[e] as number]
    const far = Math.hypot((xs[u] as number) - (xs[v] as number), (ys[u] as number) - (ys[v] as number))
    for (const [patch, beyond] of [
      [p, r],
      [q, l],
    ] as const)
      for (const code of places[beyond]?.names ?? [])
        lengths[patch]?.set(code, (lengths[patch]?.get(code) ?? 0) + far)
  }
  return lengths.map(found =>
    [...found].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([code]) => code),
  )
}

/** Cells that were given join the part of their grid beside which they lie, so that no border is left between them. */
function adopted({ edges }: Partition, cells: Cells, owners: readonly (Owner | null)[]): (Owner | null)[] {
  const out = [...owners]
  const isLone = (cell: number) => out[cell]?.part === OUTSIDE
  const beside = new Map<number, number[]>()
  for (let e = 0; e < edges.from.length; e++)
    for (const [a, b] of [
      [cells.left[e] as number, cells.right[e] as number],
      [cells.right[e] as number, cells.left[e] as number],
    ] as const)
      if (isLone(a)) beside.get(a)?.push(b) ?? beside.set(a, [b])
  for (let changed = true; changed; ) {
    changed = false
    for (const [cell, others] of beside) {
      if (!isLone(cell)) continue
      const other = others.find(each => out[each]?.grid === out[cell]?.grid && !isLone(each))
      if (other === undefined) continue
      out[cell] = out[other] ?? null
      changed = true
    }
  }
  return out
}
