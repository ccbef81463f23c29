import { bordersOf } from '@jingwei/geodata/geometry/borders.ts'
import { type Outline, outlineOf, outlinesOf } from '@jingwei/geodata/geometry/outline.ts'
import { buildPartition, type Partition } from '@jingwei/geodata/geometry/partition.ts'
import { decodeTopology, type GridTopology, type TopologyGrid } from '@jingwei/geodata/geometry/topology.ts'
import { type GridTree, growTree } from '@jingwei/geodata/geometry/tree.ts'
import { toDegrees } from '@jingwei/geodata/geometry/units.ts'
import type { AtlasParts, BorderLines, GridShape } from './atlas.ts'
import { labelPoint } from './label-point.ts'
import type { LevelSize } from './level-for-zoom.ts'

const metersPerDegree = 111_195

/** Topology document → everything the map draws. Pure; runs in `atlas-worker.ts` because it takes a while. */
export function buildAtlas(version: number, topology: GridTopology): AtlasParts {
  const partition = buildPartition(decodeTopology(topology))
  const tree = growTree(topology.grids)
  const levels = levelOrder(topology.grids, tree)
  const shapes = levels.flatMap(level => shapesOfLevel(level, topology.grids, partition, tree))
  return {
    version,
    grids: topology.grids,
    levels: levels.map(key => sizeOf(key, shapes)),
    borders: borderLines(partition, tree, levels),
    shapes,
    area: outlineOf(partition, partition.faces.keys()),
    partition,
  }
}

/** Keys of the levels, largest first: as deep in the tree as their grids are. */
function levelOrder(grids: readonly TopologyGrid[], tree: GridTree<TopologyGrid>): string[] {
  const depths = new Map<string, number>()
  for (const grid of grids) depths.set(grid.level, tree.chain(grid.code).length)
  return [...depths].sort((a, b) => a[1] - b[1]).map(([level]) => level)
}

function shapesOfLevel(
  level: string,
  grids: readonly TopologyGrid[],
  partition: Partition,
  tree: GridTree<TopologyGrid>,
): GridShape[] {
  const codes = grids.filter(grid => grid.level === level).map(grid => grid.code)
  const numberOf = new Map(codes.map((code, i) => [code, i]))
  const group = partition.faces.map(face => {
    const owner = tree.chain(face.grid).find(grid => grid.level === level)
    return owner === undefined ? -1 : (numberOf.get(owner.code) ?? -1)
  })
  const outlines = outlinesOf(partition, group, codes.length)
  return codes.flatMap((code, i) => {
    const outline = outlines[i]
    return outline === undefined || outline.length === 0 ? [] : [shapeOf(code, level, outline)]
  })
}

function shapeOf(code: string, level: string, outline: Outline): GridShape {
  const place = labelPoint(outline)
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [shell] of outline) {
    if (shell === undefined) continue
    for (let i = 0; i < shell.length; i += 2) {
      const x = shell[i] as number
      const y = shell[i + 1] as number
      if (x < west) west = x
      if (x > east) east = x
      if (y < south) south = y
      if (y > north) north = y
    }
  }
  return {
    code,
    level,
    outline,
    label: [toDegrees(place.x), toDegrees(place.y)],
    roomMeters: toDegrees(place.room) * metersPerDegree,
    bounds: [toDegrees(west), toDegrees(south), toDegrees(east), toDegrees(north)],
  }
}

function sizeOf(key: string, shapes: readonly GridShape[]): LevelSize {
  // the circle that fits inside is about two thirds of the grid's side
  const rooms = shapes.filter(shape => shape.level === key).map(shape => shape.roomMeters)
  rooms.sort((a, b) => a - b)
  return { key, typicalMeters: 3 * (rooms[rooms.length >> 1] ?? 1) }
}

function borderLines(
  partition: Partition,
  tree: GridTree<TopologyGrid>,
  levels: readonly string[],
): BorderLines[] {
  const borders = bordersOf(partition, tree)
  return [...levels.toReversed(), null].map(level => ({
    level,
    lines: borders
      .filter(border => border.level === level)
      .map(({ line }) => {
        const points: number[][] = []
        for (let i = 0; i < line.length; i += 2)
          points.push([toDegrees(line[i] as number), toDegrees(line[i + 1] as number)])
        return points
      }),
  }))
}
