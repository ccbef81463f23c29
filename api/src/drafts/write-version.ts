import { insertFaces, insertGrids, insertShapes } from '../city/load-city.queries.ts'
import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { endFaces, endRecords, endShapes, insertRecords, retireGrids } from './publish.queries.ts'
import type { WrittenDifference } from './written-difference.ts'

/**
 * Writes what differs, and nothing else: rows of what is as it was go on into the new version.
 * @returns identity of every grid of the new version, by its code there
 */
export async function writeDifferences(
  ctx: Ctx,
  atlas: Atlas,
  version: number,
  differences: readonly WrittenDifference[],
): Promise<Map<string, number>> {
  const created = differences.filter(({ before }) => before === null)
  const identities = await insertGrids(ctx.sql, version, created.length)
  const ids = new Map(atlas.grids.map(({ code, id }) => [code, id]))
  for (const { before, after } of differences)
    if (before !== null && before.code !== after?.code) ids.delete(before.code)
  for (const { before, after } of differences)
    if (before !== null && after !== null) ids.set(after.code, before.id)
  for (const [i, { after }] of created.entries()) if (after !== null) ids.set(after.code, identities[i] ?? 0)

  const existing = (each: readonly WrittenDifference[]) => each.flatMap(({ before }) => before?.id ?? [])
  const retired = differences.filter(({ after }) => after === null)
  const records = differences.filter(each => each.after !== null && each.isRecordChanged)
  const redrawn = differences.filter(each => each.facesAfter !== null)
  const reshaped = differences.filter(each => each.outlineAfter !== null)
  await endRecords(ctx.sql, version, existing([...retired, ...records]))
  await endFaces(ctx.sql, version, existing([...retired, ...redrawn]))
  await endShapes(ctx.sql, version, existing([...retired, ...reshaped]))
  await retireGrids(ctx.sql, version, existing(retired))

  const idOf = (code: string | undefined) => ids.get(code ?? '')
  await insertRecords(
    ctx.sql,
    version,
    records.map(({ before, after }) => ({
      id: idOf(after?.code),
      code: after?.code,
      level: after?.level,
      parent: after?.parent == null ? null : idOf(after.parent),
      name: after?.name,
      kind: before?.kind ?? null,
      net: before?.net ?? null,
      households: before?.households ?? null,
      synthetic: before?.synthetic ?? false,
    })),
  )
  await insertFaces(
    ctx.sql,
    version,
    redrawn.flatMap(({ after, facesAfter }) =>
      (facesAfter ?? []).map(shape => ({ id: idOf(after?.code), shape })),
    ),
  )
  await insertShapes(
    ctx.sql,
    version,
    reshaped.map(({ after, outlineAfter }) => ({ id: idOf(after?.code), shape: outlineAfter })),
  )
  return ids
}
