import type { Layer, LayerRow } from '../formats/layer.ts'
import { inDegrees } from '../formats/reference.ts'
import { type Datum, toWgs84 } from '../geometry/datum.ts'
import {
  type Choices,
  chosen,
  faultOf,
  gridFaultOf,
  type ImportFault,
  type Repair,
} from '../geometry/importing/fault.ts'
import type { SourceShape } from '../geometry/importing/round-shapes.ts'
import type { TopologyGrid } from '../geometry/topology.ts'
import { isSameRows, type LevelSource, type Mapping } from './mapping.ts'

export type ReadGrids = {
  readonly grids: readonly TopologyGrid[]
  /** Of leaf grids. */
  readonly shapes: readonly SourceShape[]
  /** What the file says of upper grids; their outlines are derived, so this is only compared. */
  readonly outlines: ReadonlyMap<string, readonly SourceShape[]>
  readonly faults: readonly ImportFault[]
  /** Rows whose points have heights, which are left out; rows without a name, which are named by their codes. */
  readonly heights: number
  readonly unnamed: number
  /** Rows whose names are longer than a name may be: their beginning is taken. */
  readonly shortened: number
}

type Entry = {
  grid: TopologyGrid
  rows: number[]
  shapes: SourceShape[]
  /** Every one that a row names. */
  parents: Set<string>
}
const isCode = /^[0-9A-Za-z-]{1,40}$/
const mostParents = 12
const mostName = 80

/**
 * Rows of a file → grids of a tree, by the columns that are mapped. Each level hangs from the one above it.
 * @param city the grids that there are, for levels that stay as they are
 */
export function readGrids(
  layers: readonly Layer[],
  { levels, datum, srid, swapped }: Mapping,
  city: readonly TopologyGrid[],
  choices: Choices,
): ReadGrids {
  const faults: ImportFault[] = []
  const tally = { heights: 0, unnamed: 0, shortened: 0 }
  const recoded = levels.map(() => new Map<string, string>())
  const known = new Map<string, Layer>()
  const layerOf = (name: string) => {
    const found = known.get(name) ?? layers.find(layer => layer.name === name)
    if (found === undefined) throw new RangeError(`no layer ${name}`)
    const layer = known.get(name) ?? inWgs84(inDegrees(found, srid), datum, swapped)
    known.set(name, layer)
    return layer
  }
  const byLevel = levels.map((source, depth): Map<string, Entry> => {
    if (source.layer === null) {
      const kept = city.filter(({ level }) => level === source.level)
      return new Map(kept.map(grid => [grid.code, { grid, rows: [], shapes: [], parents: new Set() }]))
    }
    const isAttribute = depth < levels.length - 1 && isSameRows(source, levels.at(-1) as LevelSource)
    return readLevel(
      layerOf(source.layer),
      source,
      isAttribute,
      choices,
      faults,
      tally,
      recoded[depth] as Map<string, string>,
    )
  })
  hang(byLevel, recoded, levels, choices, faults)
  const leaves = [...(byLevel.at(-1)?.values() ?? [])]
  return {
    grids: byLevel.flatMap(entries => [...entries.values()].map(({ grid }) => grid)),
    shapes: leaves.flatMap(({ shapes }) => shapes),
    outlines: new Map(
      levels
        .slice(0, -1)
        .map(({ level }, i) => [level, [...(byLevel[i]?.values() ?? [])].flatMap(entry => entry.shapes)]),
    ),
    faults,
    ...tally,
  }
}

function readLevel(
  layer: Layer,
  source: LevelSource,
  isAttribute: boolean,
  choices: Choices,
  faults: ImportFault[],
  tally: { heights: number; unnamed: number; shortened: number },
  /** Filled with what a code was called in the file. */
  recoded: Map<string, string>,
): Map<string, Entry> {
  const { level } = source
  const entries = new Map<string, Entry>()
  const at = (field: string | null) => (field === null ? -1 : layer.fields.indexOf(field))
  const columns = {
    code: at(source.code),
    name: at(source.name),
    nameEn: at(source.nameEn),
    parent: at(source.parent),
  }
  const only = at(source.only?.field ?? null)
  const tell = (fault: ImportFault) => {
    if (!faults.some(({ id }) => id === fault.id)) faults.push(fault)
    return chosen(fault, choices)
  }
  layer.rows.forEach((row, i) => {
    if (source.only !== null && text(row, only) !== source.only.value) return
    const said = text(row, columns.code)
    const code = codeOf(said, level, i + 1, isAttribute, tell)
    if (code === null) return
    if (code !== said) recoded.set(said, code)
    const parent = text(row, columns.parent)
    const name = text(row, columns.name)
    const nameEn = text(row, columns.nameEn)
    if (name === '') tally.unnamed++
    if (name.length > mostName || nameEn.length > mostName) tally.shortened++
    if (row.hasHeights && !isAttribute) tally.heights++
    const shape = { grid: code, row: i + 1, polygons: row.polygons }
    const entry = entries.get(code)
    if (entry === undefined) {
      const grid = {
        code,
        level,
        parent: parent === '' ? null : parent,
        name: {
          zh: (name || code).slice(0, mostName),
          ...(nameEn === '' ? {} : { en: nameEn.slice(0, mostName) }),
        },
      }
      const parents = new Set(parent === '' ? [] : [parent])
      entries.set(code, { grid, rows: [i + 1], shapes: isAttribute ? [] : [shape], parents })
      return
    }
    entry.rows.push(i + 1)
    // elsewhere a code that is there twice is a fault of its own
    if (isAttribute && parent !== '') entry.parents.add(parent)
    if (!isAttribute) entry.shapes.push(shape)
  })
  for (const [code, { rows, shapes }] of entries) {
    if (rows.length < 2 || isAttribute) continue
    const repair = tell(
      gridFaultOf({
        code: 'duplicate-code',
        level,
        grids: [code],
        rows,
        count: rows.length,
        repairs: [{ kind: 'join' }, { kind: 'drop' }],
      }),
    )
    if (repair?.kind === 'drop') shapes.splice(1)
  }
  return entries
}

function codeOf(
  said: string,
  level: string,
  row: number,
  isAttribute: boolean,
  tell: (fault: ImportFault) => Repair | undefined,
): string | null {
  if (isCode.test(said)) return said
  const cleaned = said
    .replace(/[^0-9A-Za-z-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  const to = cleaned === '' ? `row-${row}` : cleaned
  const repairs: Repair[] =
    said === '' ? [{ kind: 'drop' }, { kind: 'recode', to }] : [{ kind: 'recode', to }, { kind: 'drop' }]
  // rows that say the same bad code lie in one grid: it is told once
  const told = isAttribute && said !== '' ? gridFaultOf : faultOf
  const repair = tell(
    told({
      code: said === '' ? 'no-code' : 'bad-code',
      level,
      rows: [row],
      grids: said === '' ? [] : [said.slice(0, 80)],
      repairs,
    }),
  )
  return repair?.kind === 'recode' ? repair.to : null
}

/** Every grid of a level to one of the level above; what has no parent, and what nobody names as parent, is told. */
function hang(
  byLevel: readonly Map<string, Entry>[],
  recoded: readonly ReadonlyMap<string, string>[],
  levels: readonly LevelSource[],
  choices: Choices,
  faults: ImportFault[],
): void {
  byLevel.forEach((entries, depth) => {
    const above = byLevel[depth - 1]
    const codeNow = (said: string) => recoded[depth - 1]?.get(said) ?? said
    for (const [code, entry] of [...entries]) {
      const { rows } = entry
      const grid = { ...entry.grid, parent: entry.grid.parent === null ? null : codeNow(entry.grid.parent) }
      const parents = new Set([...entry.parents].map(codeNow))
      entries.set(code, { ...entry, grid })
      if (above === undefined) {
        entries.set(code, { ...entry, grid: { ...grid, parent: null } })
        continue
      }
      const named = [...parents].filter(parent => above.has(parent))
      if (named.length > 1) {
        const repairs = named.slice(0, mostParents).map((to): Repair => ({ kind: 'give', to }))
        const fault = gridFaultOf({ code: 'two-parents', level: grid.level, grids: [code], rows, repairs })
        faults.push(fault)
        const repair = chosen(fault, choices)
        const parent = repair?.kind === 'give' ? repair.to : (named[0] as string)
        entries.set(code, { ...entry, grid: { ...grid, parent } })
        continue
      }
      if (grid.parent !== null && above.has(grid.parent)) continue
      const only = above.size === 1 && grid.parent === null ? [...above.keys()][0] : undefined
      if (only !== undefined) {
        entries.set(code, { ...entry, grid: { ...grid, parent: only } })
        continue
      }
      const repairs: Repair[] = [
        ...nearest(grid, above).map((to): Repair => ({ kind: 'give', to })),
        { kind: 'drop' },
      ]
      const fault = gridFaultOf({
        code: 'orphan',
        level: grid.level,
        grids: [code, ...(grid.parent === null ? [] : [grid.parent])],
        rows,
        repairs,
      })
      faults.push(fault)
      const repair = chosen(fault, choices)
      if (repair?.kind === 'give') entries.set(code, { ...entry, grid: { ...grid, parent: repair.to } })
      else entries.delete(code)
    }
  })
  // from below upwards: a parent without children has no shape
  for (let depth = byLevel.length - 2; depth >= 0; depth--) {
    const parents = new Set([...(byLevel[depth + 1]?.values() ?? [])].map(({ grid }) => grid.parent))
    for (const [code, { rows }] of [...(byLevel[depth] ?? [])]) {
      if (parents.has(code)) continue
      const level = levels[depth]?.level ?? ''
      faults.push(
        gridFaultOf({ code: 'no-children', level, grids: [code], rows, repairs: [{ kind: 'drop' }] }),
      )
      byLevel[depth]?.delete(code)
    }
  }
}

/** Parents that an orphan may belong to: those whose codes begin most like its own. */
function nearest({ code }: TopologyGrid, above: ReadonlyMap<string, Entry>): string[] {
  const common = (other: string) => {
    let n = 0
    while (n < code.length && code[n] === other[n]) n++
    return n
  }
  return [...above.keys()].sort((a, b) => common(b) - common(a) || (a < b ? -1 : 1)).slice(0, mostParents)
}

function text({ values }: LayerRow, column: number): string {
  const value = column < 0 ? null : values[column]
  // marks that no database keeps and nobody sees
  return value == null
    ? ''
    : String(value)
        .replace(/[\p{Cc}\p{Surrogate}]+/gu, ' ')
        .trim()
}

/** Axes put right, then the declared datum undone. Plain WGS84 stays as it is, bit for bit. */
export function inWgs84(layer: Layer, datum: Datum, swapped: boolean): Layer {
  if (!swapped && (datum === 'wgs84' || datum === 'cgcs2000')) return layer
  const ringOf = (ring: Float64Array) => {
    const out = new Float64Array(ring.length)
    for (let i = 0; i < ring.length; i += 2) {
      const [a, b] = [ring[i] as number, ring[i + 1] as number]
      const [lon, lat] = swapped ? [b, a] : [a, b]
      const isPlace = Math.abs(lon) <= 180 && Math.abs(lat) <= 90
      const place = isPlace ? toWgs84([lon, lat], datum) : [lon, lat]
      out[i] = place[0] as number
      out[i + 1] = place[1] as number
    }
    return out
  }
  return {
    ...layer,
    rows: layer.rows.map(row => ({
      ...row,
      polygons: row.polygons?.map(rings => rings.map(ringOf)) ?? null,
    })),
  }
}
