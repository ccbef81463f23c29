import type { Layer, LayerRow } from '../formats/layer.ts'
import { inDegrees } from '../formats/reference.ts'
import { tidyText } from '../formats/tidy-text.ts'
import { type Datum, toWgs84 } from '../geometry/datum.ts'
import { type Choices, chosen, gridFaultOf, type ImportFault } from '../geometry/importing/fault.ts'
import type { SourceShape } from '../geometry/importing/round-shapes.ts'
import type { TopologyGrid } from '../geometry/topology.ts'
import { codeOf, keepApart } from './grid-codes.ts'
import { type Entry, hang } from './hang-grids.ts'
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

/** Characters of a name. */
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
  keepApart(byLevel, recoded, levels, choices, faults)
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
    faults.push(fault)
    return chosen(fault, choices)
  }
  // rows that say the same lie in one grid: what becomes of it is decided, and told, once
  const decided = new Map<string, string | null>()
  const taken = new Set(isAttribute ? layer.rows.map(row => text(row, columns.code)) : [])
  layer.rows.forEach((row, i) => {
    if (source.only !== null && text(row, only) !== source.only.value) return
    const said = text(row, columns.code)
    const known = decided.get(said)
    const code = known === undefined ? codeOf(said, level, i + 1, taken, tell) : known
    if (isAttribute && said !== '') decided.set(said, code)
    if (code === null) return
    if (code !== said) recoded.set(said, code)
    if (isAttribute) taken.add(code)
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
          zh: tidyText(name || code, mostName),
          ...(nameEn === '' ? {} : { en: tidyText(nameEn, mostName) }),
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

function text({ values }: LayerRow, column: number): string {
  const value = column < 0 ? null : values[column]
  return value == null ? '' : tidyText(String(value))
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
