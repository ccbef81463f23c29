import type { Partition } from '../partition.ts'
import { toDegrees } from '../units.ts'
import { type Choices, chosen, faultOf, type ImportFault } from './fault.ts'
import { insertInto, partitionOf } from './node-rings.ts'
import type { Part } from './round-shapes.ts'
import { nearPairs, nearVertices } from './snap-vertices.ts'

/** Neighbours that nearly share a border share it: vertices next to each other become one, and the border that lacks one gets it. */
export function joinBorders(
  parts: readonly Part[],
  /** The outline of the city: others come to it. */
  city: readonly Part[],
  choices: Choices,
  meters: number,
): { parts: readonly Part[]; faults: ImportFault[] } {
  const faults: ImportFault[] = []
  const loose = partitionOf([...parts, ...city])
  const pairs = nearPairs(loose, meters, verticesOf(loose, parts.length))
  const together = parts.map((part, p) => {
    const rings = loose.faces[p]?.rings ?? []
    if (!rings.some(ring => ring.some(v => pairs.has(v)))) return part
    return {
      ...part,
      rings: rings.map(ring =>
        withoutRepeats(
          [...ring].flatMap(v => {
            const w = pairs.get(v) ?? v
            return [loose.xs[w] as number, loose.ys[w] as number]
          }),
        ),
      ),
    }
  })
  const partition = pairs.size === 0 ? loose : partitionOf([...together, ...city])
  const gridOf = (edge: number) =>
    (partition.faces[Math.max(partition.edges.left[edge] as number, partition.edges.right[edge] as number)]
      ?.grid as string) ?? ''
  const byPair = new Map<string, ReturnType<typeof nearVertices>>()
  for (const near of nearVertices(partition, meters, verticesOf(partition, parts.length))) {
    const key = `${gridOf(near.edge)} ${gridOf(near.other)}`
    const list = byPair.get(key)
    if (list === undefined) byPair.set(key, [near])
    else list.push(near)
  }
  const insertions = [...byPair.values()].flatMap(found => {
    const [first] = found
    if (first === undefined) return []
    const fault = faultOf({
      code: 'missing-vertex',
      grids: [...new Set([gridOf(first.edge), gridOf(first.other)])].filter(code => code !== ''),
      at: [toDegrees(first.x), toDegrees(first.y)],
      count: found.length,
      repairs: [{ kind: 'insert' }, { kind: 'leave' }],
    })
    faults.push(fault)
    return chosen(fault, choices)?.kind === 'insert' ? found : []
  })
  if (pairs.size > 0) {
    const [v] = pairs.keys()
    const at = [
      toDegrees(loose.xs[v as number] as number),
      toDegrees(loose.ys[v as number] as number),
    ] as const
    faults.push(faultOf({ code: 'loose-vertex', at, count: pairs.size, repairs: [{ kind: 'join' }] }))
  }
  const inserted = insertInto(together, partition, insertions)
  const moved = new Map<string, readonly [number, number]>()
  for (const { vertex, x, y } of insertions) {
    const from = `${partition.xs[vertex]} ${partition.ys[vertex]}`
    if (from !== `${x} ${y}`) moved.set(from, [x, y])
  }
  return { parts: moved.size === 0 ? inserted : inserted.map(part => withMoved(part, moved)), faults }
}

/** Vertices of the parts from a number on. */
function verticesOf({ faces }: Partition, from: number): Set<number> {
  return new Set(faces.slice(from).flatMap(({ rings }) => rings.flatMap(ring => [...ring])))
}

function withMoved(part: Part, moved: ReadonlyMap<string, readonly [number, number]>): Part {
  const rings = part.rings.map(ring => {
    const flat: number[] = []
    for (let i = 0; i < ring.length; i += 2)
      flat.push(...(moved.get(`${ring[i]} ${ring[i + 1]}`) ?? [ring[i] as number, ring[i + 1] as number]))
    return withoutRepeats(flat)
  })
  return { ...part, rings }
}

function withoutRepeats(flat: readonly number[]): Int32Array {
  const out: number[] = []
  for (let i = 0; i < flat.length; i += 2)
    if (flat[i] !== out.at(-2) || flat[i + 1] !== out.at(-1))
      out.push(flat[i] as number, flat[i + 1] as number)
  if (out.length > 2 && out[0] === out.at(-2) && out[1] === out.at(-1)) out.length -= 2
  return Int32Array.from(out)
}
