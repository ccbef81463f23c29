import { divide, type Terrain } from '../mesh/grow.ts'
import { mend } from '../mesh/mend.ts'
import { at } from '../mesh/mesh.ts'
import { toMeters } from '../mesh/plane.ts'
import { smooth } from '../mesh/smooth.ts'
import { mainStreet } from '../mesh/street.ts'
import { places } from '../sources/places.ts'
import { addEnclave, addExclave } from './islands.ts'
import { apportion, type Quota, quotas } from './quotas.ts'
import type { Tree } from './tree.ts'
import type { Unit } from './units.ts'

/** Leaves lying inside another one of the same small grid, one a unit. */
const ENCLAVES = 5
const ROUNDS = 16
const SMOOTHING = 10

export function cutTree(land: Terrain, units: Unit[], districts: string[]): Tree {
  const gridded = quotas(units.filter(u => u.communities.length > 0))
  const rural = units.filter(u => u.communities.length === 0)
  const tree: Tree = {
    leaf: new Int32Array(land.x.length).fill(-1),
    smallOfLeaf: [],
    mediumOfSmall: [],
    unitOfMedium: [],
    fronts: new Set(),
    gridded,
    rural,
  }
  const hosts = enclaveHosts(gridded)
  for (const [d, code] of districts.entries()) {
    const members = units.filter(u => u.district === code)
    for (const { unit, region } of cutDistrict(land, members, gridded, d)) {
      const index = gridded.findIndex(q => q.unit === unit)
      if (index < 0) for (const t of region) tree.leaf[t] = -2 - rural.indexOf(unit)
      else cutUnit(land, tree, index, region, hosts.has(unit.code))
    }
  }
  const split = new Set([addExclave(land, tree)])
  const smallOf = (leaf: number) => (leaf < 0 ? leaf : at(tree.smallOfLeaf, leaf))
  const mediumOf = (leaf: number) => (leaf < 0 ? leaf : at(tree.mediumOfSmall, smallOf(leaf)))
  const unitOf = (leaf: number) => (leaf < 0 ? leaf : at(tree.unitOfMedium, mediumOf(leaf)))
  mend(land.mesh, tree.leaf, [leaf => leaf, smallOf, mediumOf, unitOf], split)
  smooth(land.mesh, tree.leaf, SMOOTHING)
  return tree
}

/** Streets and towns, alternately, with the most blocks: one enclave each. */
function enclaveHosts(gridded: Quota[]) {
  const byMicros = [...gridded].sort((a, b) => b.micros - a.micros || (a.unit.code < b.unit.code ? -1 : 1))
  const streets = byMicros.filter(q => q.unit.isStreet).slice(0, Math.ceil(ENCLAVES / 2))
  const towns = byMicros.filter(q => !q.unit.isStreet).slice(0, Math.floor(ENCLAVES / 2))
  return new Set([...streets, ...towns].map(q => q.unit.code))
}

/** All units of a district grow from their places; rural ones take part and stay without grids. */
function cutDistrict(land: Terrain, members: Unit[], gridded: Quota[], district: number) {
  const region = [...land.mesh.district.keys()].filter(t => at(land.mesh.district, t) === district)
  const seeds = members.map(unit => {
    const place = places.find(p => p.unit === unit.code)
    if (!place) throw new Error(`no place for unit ${unit.code}`)
    return nearest(land, region, toMeters(place.lon, place.lat))
  })
  const wanted = members.map(u => gridded.find(q => q.unit === u)?.micros ?? RURAL_BLOCKS)
  const owner = divide(land, region, wanted, ROUNDS, { held: seeds })
  return members.map((unit, i) => ({ unit, region: region.filter((_, r) => owner[r] === i) }))
}

/** What a rural unit weighs against gridded ones, in blocks. */
const RURAL_BLOCKS = 24

function nearest(land: Terrain, region: number[], [x, y]: [number, number]) {
  const distance = (t: number) =>
    (at(land.x, t) - x) * (at(land.x, t) - x) + (at(land.y, t) - y) * (at(land.y, t) - y)
  return region.reduce((a, b) => (distance(b) < distance(a) ? b : a))
}

function cutUnit(land: Terrain, tree: Tree, index: number, region: number[], enclave: boolean) {
  const quota = tree.gridded[index]
  if (!quota) throw new Error(`no quota ${index}`)
  const smallsIn = apportion(quota.smalls, new Array(quota.mediums).fill(1), 0)
  const smalls: { region: number[]; medium: number; front: boolean }[] = []
  const areas = parts(land, region, smallsIn)
  const fronts = quota.unit.isStreet
    ? apportion(
        quota.extras,
        areas.map(() => 1),
        0,
      )
    : []
  for (const [m, area] of areas.entries()) {
    const medium = tree.unitOfMedium.push(index) - 1
    for (const [s, small] of smallParts(land, area, at(smallsIn, m), fronts[m] === 1).entries())
      smalls.push({ region: small, medium, front: s === 0 && fronts[m] === 1 })
  }
  const weights = smalls.map(s => s.region.reduce((sum, t) => sum + at(land.weight, t), 0))
  const micros = apportion(quota.micros, weights, 2)
  const host = enclave ? micros.indexOf(Math.max(...micros)) : -1
  for (const [s, { region: inside, medium, front }] of smalls.entries()) {
    const small = tree.mediumOfSmall.push(medium) - 1
    if (front) tree.fronts.add(small)
    const count = at(micros, s) - (s === host ? 1 : 0)
    for (const block of parts(land, inside, new Array(count).fill(1))) {
      const leaf = tree.smallOfLeaf.push(small) - 1
      for (const t of block) tree.leaf[t] = leaf
    }
    if (s === host) addEnclave(land, tree, tree.smallOfLeaf.push(small) - 1)
  }
}

/** Weight of a street front against a community. */
const FRONT = 0.5

/** The small grids of an area; with a street front, that is the first and runs along the main street. */
function smallParts(land: Terrain, area: number[], count: number, front: boolean) {
  if (!front) return parts(land, area, new Array(count).fill(1))
  const wanted = [FRONT, ...new Array(count - 1).fill(1)]
  const owner = divide(land, area, wanted, ROUNDS, { line: mainStreet(land, area) })
  return wanted.map((_, i) => area.filter((_t, r) => owner[r] === i))
}

function parts(land: Terrain, region: number[], wanted: number[]) {
  if (wanted.length === 1) return [region]
  const owner = divide(land, region, wanted, ROUNDS)
  return wanted.map((_, i) => region.filter((_t, r) => owner[r] === i))
}
