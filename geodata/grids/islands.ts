import type { Terrain } from '../mesh/grow.ts'
import { at } from '../mesh/mesh.ts'
import type { Tree } from './tree.ts'

/** Puts leaf `enclave` (still empty) inside the largest leaf of the same small grid. */
export function addEnclave(land: Terrain, tree: Tree, enclave: number) {
  const small = at(tree.smallOfLeaf, enclave)
  const host = roomiest(tree, leaf => leaf !== enclave && tree.smallOfLeaf[leaf] === small)
  for (const t of core(land, tree.leaf, host)) tree.leaf[t] = enclave
}

/** Gives the middle of one leaf to a leaf of another small grid of the same unit, which so has two parts; returns it. */
export function addExclave(land: Terrain, tree: Tree) {
  const unit = tree.gridded.findIndex(q => q.mediums > 3 && !q.unit.isStreet)
  const mediumOf = (leaf: number) => at(tree.mediumOfSmall, at(tree.smallOfLeaf, leaf))
  const leaves = [...tree.smallOfLeaf.keys()].filter(leaf => tree.unitOfMedium[mediumOf(leaf)] === unit)
  const [owner = 0] = leaves
  const host = roomiest(tree, leaf => leaves.includes(leaf) && mediumOf(leaf) !== mediumOf(owner))
  for (const t of core(land, tree.leaf, host)) tree.leaf[t] = owner
  return owner
}

/** The wanted leaf with the most triangles. */
function roomiest(tree: Tree, wanted: (leaf: number) => boolean) {
  const sizes = new Map<number, number>()
  for (const leaf of tree.leaf) if (leaf >= 0 && wanted(leaf)) sizes.set(leaf, (sizes.get(leaf) ?? 0) + 1)
  const best = [...sizes].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]
  if (!best) throw new Error('no leaf to put an island in')
  return best[0]
}

/** Share of the host's triangles that an island takes, and its least distance from the host's border in triangles. */
const ISLAND_SHARE = 0.24
const ISLAND_MARGIN = 2

/** A connected blob of triangles well inside a leaf. */
function core(land: Terrain, leaf: Int32Array, host: number) {
  const depth = depths(land, leaf, host)
  const [centre = -1, deepest = 0] = [...depth].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? []
  if (deepest <= ISLAND_MARGIN) throw new Error('the leaf has no room for an island')
  const blob = new Set([centre])
  const distance = (t: number) => {
    const dx = at(land.x, t) - at(land.x, centre)
    const dy = at(land.y, t) - at(land.y, centre)
    return (dx * dx + dy * dy) * at(land.slowness, t)
  }
  while (blob.size < depth.size * ISLAND_SHARE) {
    const rim = [...blob]
      .flatMap(t => neighbours(land, t))
      .filter(t => !blob.has(t) && (depth.get(t) ?? 0) > ISLAND_MARGIN)
    if (rim.length === 0) break
    blob.add(rim.reduce((a, b) => (distance(b) < distance(a) ? b : a)))
  }
  return blob
}

/** Steps from the border of a leaf, for each of its triangles; 1 at the border. */
function depths(land: Terrain, leaf: Int32Array, host: number) {
  const depth = new Map<number, number>()
  let ring: number[] = []
  for (const [t, own] of leaf.entries()) {
    if (own !== host) continue
    const near = neighbours(land, t)
    if (near.length < 3 || near.some(n => leaf[n] !== host)) {
      depth.set(t, 1)
      ring.push(t)
    }
  }
  while (ring.length > 0) {
    const next: number[] = []
    for (const t of ring)
      for (const n of neighbours(land, t))
        if (leaf[n] === host && !depth.has(n)) {
          depth.set(n, (depth.get(t) ?? 0) + 1)
          next.push(n)
        }
    ring = next
  }
  return depth
}

function neighbours(land: Terrain, t: number) {
  return [0, 1, 2]
    .map(k => at(land.mesh.twins, 3 * t + k))
    .filter(twin => twin >= 0)
    .map(twin => Math.floor(twin / 3))
}
