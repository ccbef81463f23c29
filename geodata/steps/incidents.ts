import type { FolderIncident, IncidentClass } from '../city-folder.ts'
import { draw, placeIn } from '../grids/places-in-grids.ts'
import type { Register } from '../grids/register.ts'
import type { Tree } from '../grids/tree.ts'
import { drawCourse } from '../incidents/course.ts'
import { drawMoment } from '../incidents/moment.ts'
import { borderPlaces, outsidePlaces, type Whereabouts, whereabouts } from '../incidents/whereabouts.ts'
import type { MeshFace } from '../mesh/faces.ts'
import type { Terrain } from '../mesh/grow.ts'
import { at } from '../mesh/mesh.ts'
import { random, seedOf } from '../mesh/random.ts'
import { patterns, spots } from '../sources/incident-patterns.ts'

const TOTAL = 50_000
const ON_BORDER = 40
/** Metres beyond the rim: some within reach of routing, some not. */
const OUTSIDE = [1, 4, 9, 15, 22, 30, 41, 55, 68, 80, 97, 120, 145, 170, 190, 230, 280, 350, 460, 600]
/** Share that happens around hot spots, for classes that follow the settlements. */
const CLUSTERED = 0.62

/** `incidents.ndjson.gz` before packing, oldest first. Made up: places, times and words follow patterns, nobody is named. */
export function incidents(
  land: Terrain,
  tree: Tree,
  { grids, codeOfLeaf }: Register,
  leafFaces: MeshFace[],
  classes: IncidentClass[],
): FolderIncident[] {
  const next = random(seedOf('incidents'))
  const where = whereabouts(land, tree, next)
  const taste = tastes(classes, where.hotspots.length, next)
  const nameOf = smallNames(grids, codeOfLeaf)
  const odd = [...borderPlaces(leafFaces, ON_BORDER, next), ...outsidePlaces(land.mesh, tree, OUTSIDE, next)]
  const stride = Math.floor(TOTAL / odd.length)
  const list = Array.from({ length: TOTAL }, (_, i) => {
    const kind = pick(classes, c => patterns[c.code]?.weight ?? 0.5, next)
    const spot = i % stride === 0 ? odd[i / stride] : undefined
    if (spot) return report(kind, spot.place, nameOf(spot.leaf), next)
    const t = drawTriangle(where, taste.get(kind.code) ?? [], patterns[kind.code]?.urban ?? 1, next)
    return report(kind, placeIn(land, t, next), nameOf(at(tree.leaf, t)), next)
  })
  return list.sort((a, b) => b.secondsBeforeEnd - a.secondsBeforeEnd)
}

function report(
  kind: IncidentClass,
  [lon, lat]: [number, number],
  place: string,
  next: () => number,
): FolderIncident {
  const pattern = patterns[kind.code]
  const phrase = choose(pattern?.phrases ?? [kind.name.zh], next)
  const spot = choose(spots, next)
  const secondsBeforeEnd = drawMoment(pattern?.season ?? 'even', pattern?.hours ?? 'work', next)
  const source = pick(SOURCES, ([, weight]) => weight, next)[0]
  return {
    class: kind.code,
    lon,
    lat,
    title: `${place}${spot}${phrase}`,
    text: `${OPENINGS[source]}${place}${spot}${phrase}，${choose(REQUESTS, next)}`,
    source,
    secondsBeforeEnd,
    ...drawCourse(kind, secondsBeforeEnd, next),
  }
}

const SOURCES: [FolderIncident['source'], number][] = [
  ['worker', 58],
  ['hotline', 16],
  ['resident', 15],
  ['camera', 6],
  ['department', 5],
]

const OPENINGS: Record<FolderIncident['source'], string> = {
  worker: '网格员巡查发现：',
  hotline: '热线转办：市民反映',
  resident: '居民上报：',
  camera: '视频巡查发现：',
  department: '部门转来：',
}

const REQUESTS = [
  '请尽快处理。',
  '已拍照上传，待处置。',
  '影响居民出行，请核实。',
  '存在安全隐患，请及时处置。',
  '多次出现，请加强巡查。',
  '请联系责任单位。',
]

/** How much each hot spot draws each class: a few spots have most of it. */
function tastes(classes: IncidentClass[], hotspots: number, next: () => number) {
  return new Map(
    classes.map(c => [
      c.code,
      Array.from({ length: hotspots }, () => {
        const u = next()
        return u * u * u * u + 0.02
      }),
    ]),
  )
}

function drawTriangle(where: Whereabouts, taste: number[], urban: number, next: () => number) {
  if (next() > urban) return draw(where.open, next)
  if (next() > CLUSTERED) return draw(where.settled, next)
  const hot = pick(
    where.hotspots.map((u, i) => ({ u, i })),
    ({ i }) => taste[i] ?? 1,
    next,
  )
  return draw(hot.u, next)
}

/** Leaf → name of its small grid. */
function smallNames(grids: Register['grids'], codeOfLeaf: string[]) {
  const byCode = new Map(grids.map(g => [g.code, g]))
  const names = codeOfLeaf.map(code => byCode.get(byCode.get(code)?.parent ?? '')?.name.zh ?? '')
  return (leaf: number) => names[leaf] ?? ''
}

function choose<T>(list: T[], next: () => number): T {
  return list[Math.floor(next() * list.length)] as T
}

function pick<T>(list: T[], weight: (item: T) => number, next: () => number): T {
  const total = list.reduce((sum, item) => sum + weight(item), 0)
  let wanted = next() * total
  for (const item of list) {
    wanted -= weight(item)
    if (wanted < 0) return item
  }
  return list.at(-1) as T
}
