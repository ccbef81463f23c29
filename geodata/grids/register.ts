import type { FolderGrid } from '../city-folder.ts'
import type { Terrain } from '../mesh/grow.ts'
import { at } from '../mesh/mesh.ts'
import { digits, extensionCode, mediumCode, microCode, standardOrder, streetFrontCode } from './codes.ts'
import { placeName, short } from './names.ts'
import type { Tree } from './tree.ts'
import type { Unit } from './units.ts'

export interface Register {
  /** Every grid of every level, parents before children. */
  grids: FolderGrid[]
  /** Code of each leaf of the tree. */
  codeOfLeaf: string[]
}

interface Spot {
  x: number
  y: number
  weight: number
}

/** Gives every grid its code, name, kind and households. Real: units and communities. All else is synthetic and says so. */
export function register(land: Terrain, tree: Tree): Register {
  const leaves = spots(land, tree)
  const smalls = gather(leaves, tree.smallOfLeaf, tree.mediumOfSmall.length)
  const mediums = gather(smalls, tree.mediumOfSmall, tree.unitOfMedium.length)
  const codeOfLeaf: string[] = []
  const grids: FolderGrid[] = []
  for (const [u, { unit }] of tree.gridded.entries()) {
    const large: FolderGrid = {
      code: unit.code,
      level: 'large',
      parent: null,
      name: placeName(unit.name),
      kind: unit.isStreet ? 'street' : 'town',
      households: 0,
      synthetic: false,
    }
    grids.push(large)
    const mediumIds = keysWhere(tree.unitOfMedium, u)
    const smallIds = mediumIds.flatMap(m => keysWhere(tree.mediumOfSmall, m))
    const titles = nameSmalls(unit, smallIds, smalls, tree.fronts)
    for (const [n, i] of standardOrder(mediumIds.map(m => mediums[m] ?? NOWHERE)).entries()) {
      const medium = at(mediumIds, i)
      const area: FolderGrid = {
        code: mediumCode(unit.code, n + 1),
        level: 'medium',
        parent: large.code,
        name: {
          zh: `${unit.name}第${n + 1}片区`,
          en: `${englishShort(unit)} Area ${n + 1}`,
        },
        households: 0,
        synthetic: true,
      }
      grids.push(area)
      for (const small of keysWhere(tree.mediumOfSmall, medium)) {
        const title = titles.get(small)
        if (!title) throw new Error(`small grid ${small} has no title`)
        const grid: FolderGrid = { ...title, level: 'small', parent: area.code, households: 0 }
        grids.push(grid)
        const leafIds = keysWhere(tree.smallOfLeaf, small)
        for (const [k, j] of standardOrder(leafIds.map(l => leaves[l] ?? NOWHERE)).entries()) {
          const leaf = at(leafIds, j)
          const block = micro(grid, k + 1, leaves[leaf]?.weight ?? 0)
          codeOfLeaf[leaf] = block.code
          grids.push(block)
          for (const above of [grid, area, large]) above.households += block.households
        }
      }
    }
  }
  return { grids, codeOfLeaf }
}

const NOWHERE: Spot = { x: 0, y: 0, weight: 0 }
/** Households of a block: between these, by weight. */
const FEWEST = 120
const MOST = 620

function micro(small: FolderGrid, n: number, weight: number): FolderGrid {
  return {
    code: microCode(small.code, n),
    level: 'micro',
    parent: small.code,
    name: {
      zh: `${small.name.zh}第${digits(n, 2)}网格`,
      en: `${small.name.en ?? small.code} Grid ${digits(n, 2)}`,
    },
    households: Math.round(Math.min(MOST, Math.max(FEWEST, 230 * weight))),
    synthetic: true,
  }
}

/**
 * Which small grid is which: in a street the fronts were cut as such, in a town the extension areas are those farthest out;
 * the real communities take the others, in the standard's order of place and of code.
 */
function nameSmalls(unit: Unit, ids: number[], spots: Spot[], fronts: Set<number>) {
  const apart = unit.isStreet
    ? new Set(ids.filter(i => fronts.has(i)))
    : new Set(fromMiddle(ids, spots).slice(unit.communities.length))
  const ordered = (list: number[]) => standardOrder(list.map(i => spots[i] ?? NOWHERE)).map(i => at(list, i))
  const titles = new Map<number, Pick<FolderGrid, 'code' | 'name' | 'kind' | 'synthetic'>>()
  for (const [n, i] of ordered(ids.filter(id => !apart.has(id))).entries()) {
    const community = unit.communities[n]
    if (community)
      titles.set(i, {
        code: community.code,
        name: placeName(community.name),
        kind: 'community',
        synthetic: false,
      })
  }
  const en = englishShort(unit)
  for (const [n, i] of ordered([...apart]).entries())
    titles.set(
      i,
      unit.isStreet
        ? {
            code: streetFrontCode(unit.code, n + 1),
            name: { zh: `${short(unit.name)}第${n + 1}街面`, en: `${en} Street Front ${n + 1}` },
            kind: 'street-front',
            synthetic: true,
          }
        : {
            code: extensionCode(unit.code, n + 1),
            name: { zh: `${short(unit.name)}第${n + 1}拓展区域`, en: `${en} Extension ${n + 1}` },
            kind: 'extension',
            synthetic: true,
          },
    )
  return titles
}

/** Nearest to their common middle first. */
function fromMiddle(ids: number[], spots: Spot[]) {
  const middle = mean(ids.map(i => spots[i] ?? NOWHERE))
  const distance = (i: number) => {
    const { x, y } = spots[i] ?? NOWHERE
    return (x - middle.x) * (x - middle.x) + (y - middle.y) * (y - middle.y)
  }
  return [...ids].sort((a, b) => distance(a) - distance(b) || a - b)
}

/** Datong of Datong Street: as composed names use it. */
function englishShort(unit: Unit) {
  return placeName(unit.name).en.replace(/ (Street|Town)$/, '')
}

function spots(land: Terrain, tree: Tree) {
  const sums: Spot[] = tree.smallOfLeaf.map(() => ({ ...NOWHERE }))
  for (const [t, leaf] of tree.leaf.entries()) {
    const spot = sums[leaf]
    if (!spot) continue
    const w = at(land.weight, t)
    spot.x += w * at(land.x, t)
    spot.y += w * at(land.y, t)
    spot.weight += w
  }
  return sums.map(s => ({ x: s.x / s.weight, y: s.y / s.weight, weight: s.weight }))
}

function gather(children: Spot[], parentOf: number[], count: number) {
  return Array.from({ length: count }, (_, p) => mean(children.filter((_c, i) => parentOf[i] === p)))
}

function mean(list: Spot[]): Spot {
  const weight = list.reduce((sum, s) => sum + s.weight, 0)
  const of = (axis: 'x' | 'y') => list.reduce((sum, s) => sum + s[axis] * s.weight, 0) / weight
  return { x: of('x'), y: of('y'), weight }
}

function keysWhere(list: number[], value: number) {
  return [...list.keys()].filter(i => list[i] === value)
}
