import type { Ctx } from '../context.ts'
import { highestZoom, lowestZoom, type TileJson } from './contract.ts'

/** TileJSON of the version in force. @param origin where the caller found us; a configured public address goes before it */
export async function describeTiles(ctx: Ctx, origin: string, publicUrl: string | null): Promise<TileJson> {
  const { version, grids } = await ctx.atlases.at(ctx, ctx.now)
  const zooms = { minzoom: lowestZoom, maxzoom: highestZoom }
  const least = (side: 0 | 1) => grids.reduce((far, { bounds }) => Math.min(far, bounds[side]), 180)
  const most = (side: 2 | 3) => grids.reduce((far, { bounds }) => Math.max(far, bounds[side]), -180)
  return {
    tilejson: '3.0.0',
    name: 'grids',
    version: `${version}.0.0`,
    scheme: 'xyz',
    tiles: [`${(publicUrl ?? origin).replace(/\/$/, '')}/tiles/grids/${version}/{z}/{x}/{y}.mvt`],
    ...zooms,
    bounds: [least(0), least(1), most(2), most(3)],
    vector_layers: [
      {
        id: 'grids',
        description: 'polygons of the grids of every level that is legible',
        ...zooms,
        fields: { code: 'String', level: 'String' },
      },
      {
        id: 'borders',
        description: 'each border once, with the highest level that it parts; * around everything',
        ...zooms,
        fields: { level: 'String' },
      },
      {
        id: 'names',
        description: 'a point inside each grid',
        ...zooms,
        fields: { code: 'String', level: 'String', zh: 'String', en: 'String' },
      },
    ],
  }
}
