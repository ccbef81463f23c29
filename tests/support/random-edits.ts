import { changeDraft } from '@jingwei/api/drafts/change-draft.ts'
import type { DraftImpact, DraftOperation } from '@jingwei/api/drafts/contract.ts'
import { impactOf } from '@jingwei/api/drafts/impact.ts'
import { openDraft } from '@jingwei/api/drafts/open-draft.ts'
import { publishDraft } from '@jingwei/api/drafts/publish.ts'
import { approveDraft, submitDraft } from '@jingwei/api/drafts/review.ts'
import { draw, openWorkbench, type Workbench } from '@jingwei/api/drafts/workbench.ts'
import { newestVersion } from '@jingwei/api/grids/newest-version.ts'
import { Problem } from '@jingwei/api/problem.ts'
import { emptyGrids } from '@jingwei/geodata/geometry/editing/completeness.ts'
import { takeBack } from '@jingwei/geodata/geometry/editing/draw-step.ts'
import { mapPlaces } from '@jingwei/geodata/geometry/editing/map-places.ts'
import { operationFor, type Wish } from '@jingwei/geodata/geometry/testing/random-operations.ts'
import { toDegrees } from '@jingwei/geodata/geometry/units.ts'
import { type As, levelKeys, officer, reviewer } from './drawn-town.ts'
import { type Standing, standing } from './standing.ts'

/** What publishing moved, and every sentence in which the forecast was another one. */
export interface Trial {
  edits: number
  cases: number
  posts: number
  centers: number
  grids: number
  readonly wrong: string[]
}

/** About 6 km, a third of a block of the town. */
export const reach = 60_000

/** Each list of wishes becomes a draft that is foretold, published and compared with what the tables say before and after. */
export async function tryEdits(as: As, edits: readonly (readonly Wish[])[]): Promise<Trial> {
  const trial: Trial = { edits: 0, cases: 0, posts: 0, centers: 0, grids: 0, wrong: [] }
  let before = await standing(as(officer).sql)
  for (const wishes of edits) {
    const ctx = as(officer)
    const newest = await newestVersion(ctx.sql)
    const atlas = newest && (await ctx.atlases.of(ctx, newest.version))
    if (atlas === undefined) throw new Error('a town without a version')
    const operations = drawable(openWorkbench(atlas, levelKeys), wishes)
    const { id } = await openDraft(ctx, { title: '随机' })
    if (operations.length > 0) await changeDraft(ctx, id, { rev: 0, operations })
    if (!(await isHandedIn(as, id))) continue
    await approveDraft(as(reviewer), id)
    const told = await impactOf(as(officer), id)
    await publishDraft(as(reviewer), id)
    const after = await standing(ctx.sql)
    compare(trial, told, before, after)
    before = after
  }
  return trial
}

/** The operations that wishes stand for, those that are legal and leave no grid without land. */
export function drawable(bench: Workbench, wishes: readonly Wish[]): DraftOperation[] {
  return wishes.flatMap(wish => {
    const operation = operationFor(bench.boundaries, wish)
    if (operation === null) return []
    const step = mapPlaces(operation, ([x, y]) => [toDegrees(x), toDegrees(y)]) as DraftOperation
    try {
      draw(bench, [step])
    } catch (error) {
      if (error instanceof Problem) return []
      throw error
    }
    if (emptyGrids(bench.boundaries).length === 0) return [step]
    takeBack(bench.boundaries, bench.done.pop()?.patches ?? [])
    return []
  })
}

/** Strokes that take each other back are nothing to hand in. */
async function isHandedIn(as: As, id: number): Promise<boolean> {
  try {
    await submitDraft(as(officer), id)
    return true
  } catch (error) {
    if (error instanceof Problem && error.code === 'draft-empty') return false
    throw error
  }
}

function compare(trial: Trial, told: DraftImpact, before: Standing, after: Standing): void {
  const say = (what: string, foretold: readonly string[], happened: readonly string[]) => {
    const [a, b] = [foretold.toSorted(), happened.toSorted()]
    if (JSON.stringify(a) !== JSON.stringify(b)) trial.wrong.push(`${what}: told ${a}, happened ${b}`)
    return b.length
  }
  trial.edits++
  trial.cases += say(
    'cases',
    told.incidents.map(({ id, from, to }) => `${id} ${from} ${to}`),
    moved(before.cases, after.cases),
  )
  trial.posts += say(
    'posts',
    told.posts.map(({ id }) => String(id)),
    [...after.posts].flatMap(([id, until]) => (before.posts.get(id) === until ? [] : [String(id)])),
  )
  trial.centers += say(
    'centers',
    told.centers.flatMap(({ code, to }) => (to === null ? [] : [`${code} ${to}`])),
    [...after.centers].flatMap(([code, { id, grid }]) =>
      before.centers.get(code)?.id === id ? [] : [`${code} ${grid}`],
    ),
  )
  trial.grids += say(
    'grids',
    told.grids.map(({ code, change }) => `${code} ${change}`),
    changed(before.grids, after.grids),
  )
  for (const { code, squareMetersAfter } of told.grids) {
    const is = [...after.grids.values()].find(grid => grid.code === code)?.squareMeters ?? null
    const differs =
      is === null || squareMetersAfter === null
        ? is !== squareMetersAfter
        : Math.abs(is - squareMetersAfter) > 0.01
    if (differs) trial.wrong.push(`area of ${code}: told ${squareMetersAfter}, happened ${is}`)
  }
  if (before.past !== after.past) trial.wrong.push('a closed case or a grid at the report changed')
  if (after.strangers.length > 0) trial.wrong.push(`cases outside of their grid: ${after.strangers}`)
}

function moved(before: Standing['cases'], after: Standing['cases']): string[] {
  return [...after].flatMap(([id, grid]) =>
    before.get(id) === grid ? [] : [`${id} ${before.get(id)} ${grid}`],
  )
}

function changed(before: Standing['grids'], after: Standing['grids']): string[] {
  const now = [...after].flatMap(([id, grid]) => {
    const was = before.get(id)
    if (was === undefined) return [`${grid.code} created`]
    return was.content === grid.content ? [] : [`${grid.code} changed`]
  })
  const gone = [...before].flatMap(([id, { code }]) => (after.has(id) ? [] : [`${code} retired`]))
  return [...now, ...gone]
}
