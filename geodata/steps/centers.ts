import type { FolderCenter, FolderGrid } from '../city-folder.ts'
import { middleOf, middleTriangle, trianglesOfLeaves } from '../grids/places-in-grids.ts'
import type { Register } from '../grids/register.ts'
import type { Tree } from '../grids/tree.ts'
import type { Terrain } from '../mesh/grow.ts'

/** The article's figure. */
const TOTAL = 309

/**
 * `centers.json`: one center for every large grid and every community, the rest spread over street fronts and extension areas.
 * Each stands inside the grid that it serves. All are synthetic.
 */
export function centers(land: Terrain, tree: Tree, { grids, codeOfLeaf }: Register): FolderCenter[] {
  const inside = trianglesByGrid(tree, grids, codeOfLeaf)
  const large = grids.filter(g => g.level === 'large')
  const communities = grids.filter(g => g.kind === 'community')
  const others = grids.filter(g => g.kind === 'street-front' || g.kind === 'extension')
  const wanted = TOTAL - large.length - communities.length
  const chosen = others.filter(
    (_, i) => Math.floor(((i + 1) * wanted) / others.length) > Math.floor((i * wanted) / others.length),
  )
  return [...large, ...communities, ...chosen].map((grid, i) => {
    const [lon, lat] = middleOf(land, middleTriangle(land, inside.get(grid.code) ?? []))
    return {
      code: `DQ${String(i + 1).padStart(3, '0')}`,
      name: nameOf(grid),
      lon,
      lat,
      grid: grid.code,
      nets: NETS[grid.level === 'large' ? 'large' : (grid.kind ?? '')] ?? ['party', 'service'],
      services: SERVICES[grid.level === 'large' ? 'large' : (grid.kind ?? '')] ?? [],
      hours: grid.level === 'large' ? '08:30-18:00' : '08:00-17:30',
      synthetic: true,
    }
  })
}

const NETS: Record<string, string[]> = {
  large: ['party', 'governance', 'service'],
  community: ['party', 'service'],
  'street-front': ['party', 'governance'],
  extension: ['party', 'service'],
}

const SERVICES: Record<string, string[]> = {
  large: ['一站受理', '一站办理', '一站服务', '社会保障', '民政救助', '退役军人服务', '城市管理'],
  community: ['一站受理', '一站办理', '一站服务', '老年助餐', '党员报到'],
  'street-front': ['一站受理', '商户服务', '志愿服务', '户外劳动者驿站'],
  extension: ['一站受理', '代办帮办', '志愿服务', '便民服务'],
}

function nameOf(grid: FolderGrid) {
  const zh = `${grid.name.zh}党群服务${grid.level === 'large' || grid.kind === 'community' ? '中心' : '站'}`
  return { zh, en: `${grid.name.en ?? grid.name.zh} Party and Public Service Center` }
}

/** Triangles of every grid, of leaves directly and of the others through their descendants. */
export function trianglesByGrid(tree: Tree, grids: FolderGrid[], codeOfLeaf: string[]) {
  const parentOf = new Map(grids.map(g => [g.code, g.parent]))
  const inside = new Map<string, number[]>()
  for (const [leaf, triangles] of trianglesOfLeaves(tree.leaf, codeOfLeaf.length).entries())
    for (let code: string | null | undefined = codeOfLeaf[leaf]; code; code = parentOf.get(code)) {
      const list = inside.get(code)
      if (list) for (const t of triangles) list.push(t)
      else inside.set(code, [...triangles])
    }
  return inside
}
