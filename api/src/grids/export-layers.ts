import type { Layer, LayerRow, Value } from '@jingwei/geodata/formats/layer.ts'
import { wgs84 } from '@jingwei/geodata/formats/layer.ts'
import { OUTSIDE } from '@jingwei/geodata/geometry/edges.ts'
import { ringToDegrees } from '@jingwei/geodata/geometry/face.ts'
import { outlinesOf } from '@jingwei/geodata/geometry/outline.ts'
import { coordinatesOf } from '@jingwei/geodata/geometry/partition.ts'
import type { Ring } from '@jingwei/geodata/geometry/ring.ts'
import type { Atlas, AtlasGrid } from './atlas.ts'

/** Names of at most ten letters, which a shapefile can hold; an import guesses each of them. */
const fields = ['code', 'level', 'parent', 'name', 'name_en', 'kind', 'net', 'households', 'area_m2'] as const

/** One layer a level, largest first: leaf grids with their faces as they are, those above with their outlines. */
export function layersOf(atlas: Atlas, levels: readonly string[]): Layer[] {
  return levels.map(level => {
    const grids = atlas.grids.filter(grid => grid.level === level)
    const shapes = shapesOf(atlas, grids)
    return {
      name: level,
      fields,
      rows: grids.map(
        (grid): LayerRow => ({ values: valuesOf(grid), polygons: shapes.get(grid.code) ?? [] }),
      ),
      reference: wgs84,
    }
  })
}

/** Keys of the levels that a version has, largest first. */
export function levelsOf({ tree, grids }: Atlas): string[] {
  const depth = new Map(grids.map(({ code, level }) => [level, tree.chain(code).length]))
  return [...depth.keys()].sort((a, b) => (depth.get(a) ?? 0) - (depth.get(b) ?? 0))
}

export function valuesOf(grid: AtlasGrid): Value[] {
  const { code, level, parent, name, kind, net, households, areaSquareMeters } = grid
  return [code, level, parent, name.zh, name.en ?? null, kind, net, households, Math.round(areaSquareMeters)]
}

export { fields as exportFields }

type Polygons = Float64Array[][]

function shapesOf({ partition, tree }: Atlas, grids: readonly AtlasGrid[]): Map<string, Polygons> {
  const place = new Map(grids.map(({ code }, i) => [code, i]))
  const above = new Map(
    grids.flatMap(({ code }) => tree.leaves(code).map(leaf => [leaf.code, code] as const)),
  )
  const isLeaf = grids.every(({ code }) => tree.children(code).length === 0)
  const shapes = new Map<string, Polygons>()
  if (isLeaf) {
    for (const { grid, rings } of partition.faces) {
      const polygon = rings.map(ring => closed(coordinatesOf(partition, ring)))
      const known = shapes.get(grid)
      if (known === undefined) shapes.set(grid, [polygon])
      else known.push(polygon)
    }
    return shapes
  }
  const group = partition.faces.map(face => place.get(above.get(face.grid) ?? '') ?? OUTSIDE)
  for (const [i, outline] of outlinesOf(partition, group, grids.length).entries())
    shapes.set(
      grids[i]?.code ?? '',
      outline.map(rings => rings.map(closed)),
    )
  return shapes
}

function closed(ring: Ring): Float64Array {
  return Float64Array.from(ringToDegrees(ring).flat())
}
