import type { GridTopology } from '@jingwei/geodata/geometry/topology.ts'
import type { AtlasParts } from './atlas.ts'
import { buildAtlas } from './build-atlas.ts'

export type AtlasQuestion = { readonly version: number; readonly url: string }
export type AtlasAnswer = { readonly parts: AtlasParts } | { readonly status: number }

/** Fetches and reads a topology off the page's thread. Answers once: parts, or the status (0: no connection). */
self.onmessage = async ({ data }: MessageEvent<AtlasQuestion>) => {
  self.postMessage(await answer(data))
}

async function answer({ version, url }: AtlasQuestion): Promise<AtlasAnswer> {
  try {
    const response = await fetch(url)
    if (!response.ok) return { status: response.status }
    return { parts: buildAtlas(version, (await response.json()) as GridTopology) }
  } catch {
    return { status: 0 }
  }
}
