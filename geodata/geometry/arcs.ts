import { edgeBetween } from './edges.ts'
import type { Partition } from './partition.ts'

/** A stretch of border between two junctions, or a closed border that meets no other (first vertex = last vertex). */
export type Arc = {
  readonly vertices: Int32Array
  /** Face left of the arc's direction, or OUTSIDE. */
  readonly left: number
  /** Face right of the arc's direction, or OUTSIDE. */
  readonly right: number
}

export type Arcs = {
  readonly arcs: readonly Arc[]
  /** For each ring of each face the arcs it is made of; `~i` is arc i walked backwards (as TopoJSON writes it). */
  readonly faces: readonly (readonly (readonly number[])[])[]
}

/** Cuts all borders at their junctions. The order depends on the shape alone. */
export function cutArcs(partition: Partition): Arc[] {
  return cut(partition, linksOf(partition)).arcs
}

/** The arcs, and what each face is made of. The faces must be a sound coverage. */
export function buildArcs(partition: Partition): Arcs {
  const { edges } = partition
  const links = linksOf(partition)
  const { arcs, arcOf } = cut(partition, links)
  const arcFrom = (u: number, v: number) => arcOf[edgeBetween(edges, u, v)] as number

  const refs = (ring: Int32Array): number[] => {
    const n = ring.length
    const begin = ring.findIndex(
      (v, i) => links.isJunction(v) || arcs[arcFrom(v, ring[(i + 1) % n] as number)]?.vertices[0] === v,
    )
    const out: number[] = []
    for (let i = 0; i < n; ) {
      const u = ring[(begin + i) % n] as number
      const v = ring[(begin + i + 1) % n] as number
      const a = arcFrom(u, v)
      const { vertices } = arcs[a] as Arc
      out.push(vertices[0] === u && vertices[1] === v ? a : ~a)
      i += vertices.length - 1
    }
    return out
  }
  return { arcs, faces: partition.faces.map(face => face.rings.map(refs)) }
}

function cut({ edges, xs }: Partition, links: Links): { arcs: Arc[]; arcOf: Int32Array } {
  const arcOf = new Int32Array(edges.from.length).fill(-1)
  const arcs: Arc[] = []
  const walk = (u: number, e: number) => {
    const vertices = [u]
    const forward = edges.from[e] === u
    const left = (forward ? edges.left[e] : edges.right[e]) as number
    const right = (forward ? edges.right[e] : edges.left[e]) as number
    let at = u
    for (let step = e; step >= 0 && arcOf[step] === -1; ) {
      arcOf[step] = arcs.length
      at = (edges.from[step] === at ? edges.to[step] : edges.from[step]) as number
      vertices.push(at)
      step = links.isJunction(at) ? -1 : links.other(at, step)
    }
    arcs.push({ vertices: Int32Array.from(vertices), left, right })
  }
  // from junctions first; what is left then are closed borders without any
  for (const wanted of [true, false]) {
    for (let v = 0; v < xs.length; v++) {
      if (links.isJunction(v) !== wanted) continue
      for (const e of links.at(v)) if (arcOf[e] === -1) walk(v, e)
    }
  }
  return { arcs, arcOf }
}

type Links = {
  at(v: number): Int32Array
  isJunction(v: number): boolean
  /** The other edge of a vertex that has two. */
  other(v: number, e: number): number
}

function linksOf({ edges, xs }: Partition): Links {
  const start = new Int32Array(xs.length + 1)
  const count = (v: number) => {
    start[v + 1] = (start[v + 1] as number) + 1
  }
  edges.from.forEach(count)
  edges.to.forEach(count)
  for (let v = 0; v < xs.length; v++) start[v + 1] = (start[v + 1] as number) + (start[v] as number)
  const list = new Int32Array(edges.from.length * 2)
  const next = start.slice()
  const put = (v: number, e: number) => {
    list[next[v] as number] = e
    next[v] = (next[v] as number) + 1
  }
  for (let e = 0; e < edges.from.length; e++) {
    put(edges.from[e] as number, e)
    put(edges.to[e] as number, e)
  }
  const at = (v: number) => list.subarray(start[v], start[v + 1])
  const other = (v: number, e: number) => {
    const first = start[v] as number
    return list[list[first] === e ? first + 1 : first] as number
  }
  const isJunction = (v: number) => (start[v + 1] as number) - (start[v] as number) !== 2
  return { at, isJunction, other }
}
