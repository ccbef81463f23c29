import { readCityFolder } from '@jingwei/api/city/city-folder.ts'
import { countInvalid, selectTiling } from '@jingwei/api/grids/coverage.queries.ts'
import type { Service } from '@jingwei/api/service.ts'
import { demoFolder } from '@jingwei/geodata/demo-folder.ts'
import { checkCoverage } from '@jingwei/geodata/geometry/coverage.ts'
import { Boundaries } from '@jingwei/geodata/geometry/editing/boundaries.ts'
import { contentHash } from '@jingwei/geodata/geometry/editing/content-hash.ts'
import type { Operation } from '@jingwei/geodata/geometry/editing/operation.ts'
import { inverseOf, type Patch, type Place } from '@jingwei/geodata/geometry/editing/patch.ts'
import { plan } from '@jingwei/geodata/geometry/editing/plan.ts'
import { written } from '@jingwei/geodata/geometry/editing/written.ts'
import type { Face } from '@jingwei/geodata/geometry/face.ts'
import { outlinesOf } from '@jingwei/geodata/geometry/outline.ts'
import { operationFor, sampleWishes } from '@jingwei/geodata/geometry/testing/random-operations.ts'
import { decodeTopology } from '@jingwei/geodata/geometry/topology.ts'
import type { DemoGrids } from './demo-grids.ts'
import { faster, type Result, rates, sooner } from './measure.ts'

/** About 30 m. */
const reach = 3000
const promised = 'what we promise'

/**
 * Editing boundaries without a browser: what a frame of a drag, a step with its checks, a replay and the whole city's check take, in
 * processor time, which other work on the machine does not change much.
 */
export async function benchBoundaries(
  demo: DemoGrids,
  served: Service | null,
  quick: boolean,
): Promise<Result[]> {
  const edits = quick ? 300 : 1000
  const { topology, profile } = await readCityFolder(demoFolder)
  const faces = decodeTopology(topology)
  const levels = profile.levels.map(({ key }) => key)
  const open = () => new Boundaries(faces, topology.grids, levels)

  const boundaries = open()
  const first = contentHash(written(boundaries))
  const { operations, patches, times } = editAtRandom(boundaries, edits)
  const edited = contentHash(written(boundaries))
  const { faults, gaps } = checkCoverage(written(boundaries).faces)
  if (faults.length > 0 || gaps.length > 0) throw new Error('the edits broke the city')
  // replayed by somebody else it is the same city, and taken back it is the first one
  const again = open()
  const replay = timed(() => {
    for (const operation of operations) perform(again, operation)
  })
  const undo = timed(() => {
    for (const patch of patches.toReversed()) boundaries.apply(inverseOf(patch))
  })
  if (contentHash(written(again)) !== edited || contentHash(written(boundaries)) !== first)
    throw new Error('a replay or an undo does not lead to the same city')

  const found = await rates([
    { name: 'drag', run: () => drag(boundaries) },
    { name: 'scan', run: () => scanForPlace(demo, boundaries) },
  ])
  const rate = (name: string) => found.get(name) ?? Number.NaN
  const proof = served === null ? [] : await againstPostgis(served, faces)
  const p99 = times[Math.floor(edits * 0.99)] ?? Number.NaN
  const one = (name: string, ms: number, target: number) => sooner(name, ms, promised, target, 1)
  return [
    faster(
      'frames of a drag: a junction moved, with its checks',
      rate('drag'),
      'a scan of all coordinates',
      rate('scan'),
      'a second',
      // 4 ms where a scan takes 11.6
      2.9,
    ),
    one('one step with its checks, p99', p99, 2),
    one('a step replayed, with its checks', replay / edits, 2),
    one('a step taken back', undo / edits, 16),
    one('the boundaries of a draft built', least(open), 300),
    one(
      'the outlines of all upper grids',
      least(() => outlinesOfUpperLevels(demo)),
      200,
    ),
    ...proof,
  ]
}

/** Both prove that the faces tile: ours in a thread of the page or of the server, the other one by SQL. */
async function againstPostgis({ database }: Service, faces: readonly Face[]): Promise<Result[]> {
  if (database === null) return []
  const { sql } = database
  const found = await rates([
    { name: 'ours', run: () => checkCoverage(faces).parts },
    {
      name: 'postgis',
      run: async () => {
        await countInvalid(sql, 1)
        await selectTiling(sql, 1)
        return 1
      },
    },
  ])
  const ms = (name: string) => 1000 / (found.get(name) ?? Number.NaN)
  // 1.8 s in the database where 150 ms are promised for ours
  return [sooner('the whole city proved to be tiled', ms('ours'), 'PostGIS', ms('postgis'), 12)]
}

function editAtRandom(boundaries: Boundaries, edits: number) {
  const operations: Operation[] = []
  const patches: Patch[] = []
  const times: number[] = []
  for (const wish of sampleWishes(8 * edits, reach, { seed: 1, lists: 1 }).flat()) {
    const operation = patches.length < edits ? operationFor(boundaries, wish) : null
    if (operation === null) continue
    times.push(
      timed(() => {
        const { patch } = plan(boundaries, operation)
        if (patch === undefined) return
        boundaries.apply(patch)
        operations.push(operation)
        patches.push(patch)
      }),
    )
  }
  if (patches.length < edits) throw new Error(`only ${patches.length} edits were possible`)
  return { operations, patches, times: times.sort((a, b) => a - b) }
}

function perform(boundaries: Boundaries, operation: Operation): void {
  const { patch } = plan(boundaries, operation)
  if (patch === undefined) throw new Error(`refused: ${operation.kind}`)
  boundaries.apply(patch)
}

/** A vertex where at least three grids meet, moved to and fro by a metre. */
function drag(boundaries: Boundaries): number {
  const frames = 200
  const home = junctionOf(boundaries)
  const away: Place = [home[0] + 100, home[1] + 100]
  for (let i = 0; i < frames; i++) {
    const [from, to] = i % 2 === 0 ? [home, away] : [away, home]
    perform(boundaries, { kind: 'move', vertices: [{ from, to }] })
  }
  return frames
}

function junctionOf(boundaries: Boundaries): Place {
  for (let vertex = 0; vertex < boundaries.nextVertex; vertex++)
    if (boundaries.facesAround(vertex).length >= 3 && !boundaries.isOnOutline(vertex))
      return boundaries.place(vertex)
  throw new Error('no three grids meet')
}

/** What an editor of polygons does: looks in every ring for the place that moved. */
function scanForPlace({ levels }: DemoGrids, boundaries: Boundaries): number {
  const [x, y] = junctionOf(boundaries)
  const [lon, lat] = [x / 1e7, y / 1e7]
  let copies = 0
  for (const areas of levels)
    for (const { coordinates } of areas)
      for (const ring of coordinates)
        for (const place of ring) if (place[0] === lon && place[1] === lat) copies++
  if (copies < 3) throw new Error('the place is in fewer polygons than it should be')
  return 1
}

function outlinesOfUpperLevels({ partition, tree, grids }: DemoGrids): void {
  const depth = Math.max(...grids.map(({ code }) => tree.chain(code).length))
  for (let level = 0; level < depth - 1; level++) {
    const codes = [...new Set(partition.faces.flatMap(({ grid }) => tree.chain(grid)[level]?.code ?? []))]
    const numberOf = new Map(codes.map((code, i) => [code, i]))
    const group = partition.faces.map(({ grid }) => numberOf.get(tree.chain(grid)[level]?.code ?? '') ?? -1)
    outlinesOf(partition, Int32Array.from(group), codes.length)
  }
}

/** Milliseconds of processor time, all threads of this process together. */
function timed(run: () => void): number {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

function least(run: () => unknown): number {
  return Math.min(...[1, 2, 3].map(() => timed(run)))
}
