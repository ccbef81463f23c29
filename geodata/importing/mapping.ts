import type { Layer } from '../formats/layer.ts'
import { tidyText } from '../formats/tidy-text.ts'
import type { Datum } from '../geometry/datum.ts'

/** Where the grids of one level come from. */
export type LevelSource = {
  readonly level: string
  /** Null: as the city has them, with their names and parents. */
  readonly layer: string | null
  /** Only rows with this value; null: all. */
  readonly only: { readonly field: string; readonly value: string } | null
  /** Names of fields. Without a code nothing can be read; without a name the code is the name. */
  readonly code: string | null
  readonly name: string | null
  readonly nameEn: string | null
  readonly parent: string | null
}

/** What a person says of a file, or what is guessed of it. */
export type Mapping = {
  /** Largest first; the last one has the shapes that count. */
  readonly levels: readonly LevelSource[]
  readonly datum: Datum
  /** EPSG code, where the file gives none or a wrong one. */
  readonly srid: number | null
  /** Latitude was written before longitude. */
  readonly swapped: boolean
}

export type LevelName = {
  readonly key: string
  readonly name: { readonly zh: string; readonly en?: string | undefined }
}

const words = {
  code: /^(code|grid_?code|geoid|fips|bm|dm|wgbm|wgdm|wg_?code|编码|代码|网格编码|网格代码|网格编号|编号|单元网格编码|标识码)$/i,
  /** Numbers of rows more often than codes: only where there is nothing better. */
  number: /^(id|gid)$/i,
  name: /^(name|name_?zh|mc|wgmc|wg_?name|title|label|名称|网格名称|网格名|单元网格名称)$/i,
  nameEn: /^(name_?en|en_?name|english|ywmc|英文名|英文名称|英文)$/i,
  parent:
    /^(parent|parent_?code|parent_?id|pcode|pid|p_?code|sjbm|sjwg|sjwgbm|fbm|fwgbm|上级|上级编码|上级网格|上级网格编码|所属网格|所属网格编码|父级|父级编码|父网格编码)$/i,
  level: /^(level|grid_?level|jb|cj|wgjb|级别|层级|网格级别|网格层级)$/i,
} as const

/** Whether everything that is needed is said. @param hasCity there are grids already, whose upper levels can stay */
export function isComplete({ levels }: Mapping, hasCity: boolean): boolean {
  const isGiven = ({ layer, code }: LevelSource) => layer !== null && code !== null
  const isKept = ({ layer }: LevelSource) => layer === null && hasCity
  return levels.every((source, i) => isGiven(source) || (isKept(source) && i < levels.length - 1))
}

/**
 * Guesses which layer and which columns are which level, by names in Chinese and English, by values, and by how many rows there are. A guess: a
 * person looks at it and changes it.
 * @param levels of the city, largest first
 */
export function guessMapping(layers: readonly Layer[], levels: readonly LevelName[]): Mapping {
  const sources = levels.map((level): LevelSource => {
    const found = layerOf(layers, level) ?? rowsOf(layers, level) ?? byCount(layers, levels, level)
    if (found !== null) return sourceOf(level, found.layer, found.only)
    return attributesOf(layers, levels, level) ?? { ...nothing, level: level.key }
  })
  const hung = sources.map((source, i) => under(source, sources[i - 1]))
  return { levels: hung, datum: 'wgs84', srid: null, swapped: looksSwapped(layers) }
}

/** Rows that say what they lie in, level by level, need no column of parents: the code of the level above is one. */
function under(source: LevelSource, above: LevelSource | undefined): LevelSource {
  if (source.parent !== null || above === undefined || !isSameRows(source, above)) return source
  return { ...source, parent: above.code }
}

export function isSameRows(a: LevelSource, b: LevelSource): boolean {
  return (
    a.layer !== null &&
    a.layer === b.layer &&
    a.only?.field === b.only?.field &&
    a.only?.value === b.only?.value
  )
}

type Found = { readonly layer: Layer; readonly only: LevelSource['only'] }

const nothing = { layer: null, only: null, code: null, name: null, nameEn: null, parent: null } as const

function isNamed(text: string, { key, name }: LevelName): boolean {
  const said = text.trim().toLowerCase()
  return [key, name.zh, name.en].some(each => each?.toLowerCase() === said)
}

/** A layer that bears the name of the level. */
function layerOf(layers: readonly Layer[], level: LevelName): Found | null {
  const layer = layers.find(({ name }) => isNamed(name, level))
  return layer === undefined ? null : { layer, only: null }
}

/** A layer with a column of levels, in which this one is named. */
function rowsOf(layers: readonly Layer[], level: LevelName): Found | null {
  for (const layer of layers)
    for (const [i, field] of layer.fields.entries()) {
      if (!words.level.test(field)) continue
      const value = layer.rows
        .map(({ values }) => tidyText(String(values[i] ?? '')))
        .find(each => isNamed(each, level))
      if (value !== undefined) return { layer, only: { field, value } }
    }
  return null
}

/** Layers and levels without a name in common: the fewer rows, the larger the grids. A single layer is of leaf grids. */
function byCount(layers: readonly Layer[], levels: readonly LevelName[], level: LevelName): Found | null {
  const found = (each: LevelName) => layerOf(layers, each) ?? rowsOf(layers, each)
  const taken = new Set(levels.map(each => found(each)?.layer))
  const free = layers.filter(layer => !taken.has(layer)).sort((a, b) => a.rows.length - b.rows.length)
  const open = levels.filter(each => found(each) === null)
  const layer = free[free.length - open.length + open.indexOf(level)]
  return layer === undefined ? null : { layer, only: null }
}

/** Columns of the leaf layer whose names begin with the level: `street_code`, `街道编码`. */
function attributesOf(
  layers: readonly Layer[],
  levels: readonly LevelName[],
  level: LevelName,
): LevelSource | null {
  const leaf = levels.at(-1)
  const found = leaf && (layerOf(layers, leaf) ?? rowsOf(layers, leaf) ?? byCount(layers, levels, leaf))
  if (found == null) return null
  const column = (kind: Kind) => columnOf(found.layer, level, kind)
  const code = column('code') ?? column('number')
  if (code === null) return null
  return {
    level: level.key,
    ...found,
    layer: found.layer.name,
    code,
    name: column('name'),
    nameEn: null,
    parent: column('parent'),
  }
}

type Kind = 'code' | 'number' | 'name' | 'parent'

/** The column that is named after the level: `street_code`, `街道编码`. */
function columnOf({ fields }: Layer, { key, name }: LevelName, kind: Kind): string | null {
  const prefixes = [key, name.zh, name.en].filter(each => each !== undefined)
  const isOf = (field: string, prefix: string) =>
    field.toLowerCase().startsWith(prefix.toLowerCase()) &&
    words[kind].test(field.slice(prefix.length).replace(/^[_ -]/, ''))
  return fields.find(field => prefixes.some(prefix => isOf(field, prefix))) ?? null
}

function sourceOf(level: LevelName, layer: Layer, only: LevelSource['only']): LevelSource {
  const by = (pattern: RegExp) => layer.fields.find(field => pattern.test(field)) ?? null
  const column = (kind: Kind) => by(words[kind]) ?? columnOf(layer, level, kind)
  return {
    level: level.key,
    layer: layer.name,
    only,
    code: column('code') ?? column('number') ?? uniqueField(layer),
    name: column('name'),
    nameEn: by(words.nameEn),
    parent: column('parent'),
  }
}

/** A column that names each row, and looks like codes. */
function uniqueField({ fields, rows }: Layer): string | null {
  const isCode = (i: number) => {
    const texts = rows.map(({ values }) => String(values[i] ?? ''))
    return texts.every(text => /^[0-9A-Za-z-]{1,40}$/.test(text)) && new Set(texts).size === texts.length
  }
  return fields.find((_, i) => isCode(i)) ?? null
}

/** A first number that no latitude can be in the second place. */
function looksSwapped(layers: readonly Layer[]): boolean {
  const rings = layers.flatMap(({ rows }) => rows.flatMap(({ polygons }) => polygons ?? []).flat())
  const most = { first: 0, second: 0 }
  for (const ring of rings)
    for (let i = 0; i < ring.length; i += 2) {
      most.first = Math.max(most.first, Math.abs(ring[i] as number))
      most.second = Math.max(most.second, Math.abs(ring[i + 1] as number))
    }
  return most.first <= 90 && most.second > 90 && most.second <= 180
}
