import type { Base } from './base.ts'
import type { Workbench } from './workbench.ts'

/** The published grids among those touched, and those that what is new lies below; null: the whole city. */
export function scopeOf(touched: readonly string[], bench: Workbench, base: Base): (string | null)[] {
  const published = (code: string | null): string | null =>
    code === null || base.tree.get(code) !== undefined
      ? code
      : published(bench.boundaries.grid(code)?.parent ?? null)
  const scope = new Set(touched.map(published))
  return scope.size === 0 ? [null] : [...scope]
}
