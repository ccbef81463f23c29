import type { City } from '@jingwei/api/city/contract.ts'
import type { GridTopology } from '@jingwei/geodata/geometry/topology.ts'
import type { AtlasParts } from './atlas.ts'
import { buildAtlas } from './build-atlas.ts'

/** `version` null: the newest one, unless its grids are drawn from tiles. */
export type AtlasQuestion = { readonly version: number | null; readonly origin: string }
export type AtlasAnswer = { readonly parts: AtlasParts } | { readonly status: number }

/** Fetches and reads a topology off the page's thread. Answers once: parts, or the status (0: no connection, or nothing to be read). */
self.onmessage = async ({ data }: MessageEvent<AtlasQuestion>) => {
  self.postMessage(await answer(data))
}

async function answer({ version: asked, origin }: AtlasQuestion): Promise<AtlasAnswer> {
  try {
    const version = asked ?? (await newest(origin))
    if (version === null) return { status: 0 }
    const response = await fetch(`${origin}/api/grids/${version}/topology`)
    if (!response.ok) return { status: response.status }
    return { parts: buildAtlas(version, (await response.json()) as GridTopology) }
  } catch {
    return { status: 0 }
  }
}

async function newest(origin: string): Promise<number | null> {
  const { version, grids } = (await (await fetch(`${origin}/api/city`)).json()) as City
  return grids.tiled ? null : version
}
