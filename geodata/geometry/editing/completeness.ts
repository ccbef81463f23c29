import type { ReadableBoundaries } from './boundaries.ts'

/** A grid that owns nothing: fine while drawing, not fit to be published. */
export function emptyGrids(boundaries: ReadableBoundaries): string[] {
  const leaf = boundaries.levels.at(-1)
  const isEmpty = (code: string, level: string) =>
    (level === leaf ? boundaries.facesOfGrid(code) : boundaries.childrenOf(code)).length === 0
  return [...boundaries.grids()]
    .filter(({ code, level }) => isEmpty(code, level))
    .map(({ code }) => code)
    .sort()
}
