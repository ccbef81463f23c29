import { faceOf } from '@jingwei/geodata/geometry/partition.ts'
import type { City } from '@jingwei/geodata/importing/check-import.ts'
import type { LevelName } from '@jingwei/geodata/importing/mapping.ts'
import type { Ctx } from '../context.ts'
import { selectLevels } from './queries.ts'

/** The city that a file is for, as it is in force: its levels with their names, by which layers are found, its faces and grids. */
export async function currentCity(
  ctx: Ctx,
): Promise<{ levels: readonly LevelName[]; city: NonNullable<City> }> {
  const { partition, grids } = await ctx.atlases.at(ctx, ctx.now)
  const city = {
    faces: partition.faces.map(face => faceOf(partition, face)),
    grids: grids.map(({ code, level, parent, name }) => ({ code, level, parent, name })),
  }
  return { levels: await selectLevels(ctx.sql), city }
}
