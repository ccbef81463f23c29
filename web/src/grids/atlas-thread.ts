import type { AtlasParts } from './atlas.ts'
import type { AtlasAnswer, AtlasQuestion } from './atlas-worker.ts'

/** Asks for a version, or, with null, for the newest one, and reads it off the page's thread. Rejects when the thread cannot be had. */
export async function askAtlas(version: number | null, signal?: AbortSignal): Promise<AtlasAnswer> {
  signal?.throwIfAborted()
  const worker = new Worker(new URL('./atlas-worker.ts', import.meta.url), { type: 'module' })
  const question: AtlasQuestion = { version, origin: window.location.origin }
  return new Promise<AtlasAnswer>((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason))
    worker.onerror = event => reject(new Error(event.message))
    worker.onmessage = ({ data }: MessageEvent<AtlasAnswer>) => resolve(data)
    worker.postMessage(question)
  }).finally(() => worker.terminate())
}

let early: Promise<AtlasParts | null> | null = null

/** Asks for the newest version before the page's own code is there: the grids are the longest to come. */
export function askEarly(): void {
  early = askAtlas(null).then(
    answer => ('parts' in answer ? answer.parts : null),
    () => null,
  )
}

/** What was asked for early, for whoever asks first; null when it is another version, or did not come. */
export async function takeEarly(version: number): Promise<AtlasParts | null> {
  const asked = early
  early = null
  const parts = await asked
  return parts?.version === version ? parts : null
}
