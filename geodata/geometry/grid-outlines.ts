import { OUTSIDE } from './edges.ts'
import { type Outline, outlinesOf } from './outline.ts'
import type { Partition } from './partition.ts'
import type { GridTree } from './tree.ts'

/** The outline of every grid of every level that has land, by its code. The same faces and tree give the same numbers in the same order. */
export function gridOutlines(partition: Partition, tree: GridTree): Map<string, Outline> {
  const chains = partition.faces.map(face => tree.chain(face.grid))
  const depth = chains.reduce((most, chain) => Math.max(most, chain.length), 0)
  const out = new Map<string, Outline>()
  for (let above = 0; above < depth; above++) {
    const codes = [...new Set(chains.flatMap(chain => chain[above]?.code ?? []))]
    const place = new Map(codes.map((code, i) => [code, i]))
    const group = chains.map(chain => place.get(chain[above]?.code ?? '') ?? OUTSIDE)
    for (const [i, outline] of outlinesOf(partition, group, codes.length).entries())
      out.set(codes[i] ?? '', outline)
  }
  return out
}
