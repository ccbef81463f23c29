import type { OpenCase } from './open-cases.ts'
import type { Shot } from './shots.ts'

interface Tree {
  chain(code: string): readonly { readonly code: string }[]
}

/** Of the open cases those that a shot is about: of a chosen scene, those of its classes in its grids and everything below them. */
export function casesOf(
  { chosen }: Pick<Shot, 'chosen'>,
  open: readonly OpenCase[],
  tree: Tree | undefined,
): readonly OpenCase[] {
  if (chosen === null) return open
  const [grids, classes] = [new Set(chosen.grids), new Set(chosen.classes)]
  const inGrids = (grid: string | null) =>
    grids.size === 0 ||
    (grid !== null && (grids.has(grid) || (tree?.chain(grid) ?? []).some(({ code }) => grids.has(code))))
  return open.filter(({ classCode, grid }) => (classes.size === 0 || classes.has(classCode)) && inGrids(grid))
}

/** Each once, without those that contain another one of them: a border that moves changes the outlines of all grids above it, too. */
export function finest<G extends { readonly code: string }>(grids: readonly G[], tree: Tree): G[] {
  const once = [...new Map(grids.map(grid => [grid.code, grid])).values()]
  const above = new Set(
    once.flatMap(({ code }) =>
      tree
        .chain(code)
        .slice(0, -1)
        .map(each => each.code),
    ),
  )
  return once.filter(({ code }) => !above.has(code))
}
