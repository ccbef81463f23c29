import type { ReadableBoundaries } from '@jingwei/geodata/geometry/editing/boundaries.ts'
import type { TopologyGrid } from '@jingwei/geodata/geometry/topology.ts'

/**
 * A free code in the manner of a grid's siblings: their longest common beginning, and the next number of as many digits. What a city
 * wants otherwise is written by hand, or changed later.
 */
export function freeCode(
  boundaries: ReadableBoundaries,
  like: TopologyGrid,
  taken: ReadonlySet<string> = new Set(),
): string {
  const isFree = (code: string) => boundaries.grid(code) === undefined && !taken.has(code)
  const siblings =
    like.parent === null
      ? [...boundaries.grids()].filter(({ level }) => level === like.level).map(({ code }) => code)
      : boundaries.childrenOf(like.parent)
  const digits = /\d+$/.exec(like.code)?.[0] ?? ''
  const own = siblings.filter(code => code.length === like.code.length)
  const width = Math.min(digits.length, varying(own), 6)
  const stem = like.code.slice(0, like.code.length - width)
  if (width > 0)
    for (let n = own.length + 1; `${n}`.length <= width; n++) {
      const code = stem + `${n}`.padStart(width, '0')
      if (isFree(code)) return code
    }
  for (let n = 2; ; n++) if (isFree(`${like.code}-${n}`)) return `${like.code}-${n}`
}

/** How many characters at the end are not the same in all. */
function varying(codes: readonly string[]): number {
  const [first = ''] = codes
  let same = 0
  while (same < first.length && codes.every(code => code[same] === first[same])) same++
  return Math.max(first.length - same, 2)
}

/** A sibling's name with the next number behind it. */
export function freeName(boundaries: ReadableBoundaries, like: TopologyGrid): TopologyGrid['name'] {
  const names = new Set([...boundaries.grids()].map(({ name }) => name.zh))
  for (let n = 2; ; n++) {
    const zh = `${like.name.zh}（${n}）`
    if (names.has(zh)) continue
    return like.name.en === undefined ? { zh } : { zh, en: `${like.name.en} (${n})` }
  }
}
