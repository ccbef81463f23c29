import { queryOptions } from '@tanstack/react-query'
import { Failure } from '../api.ts'
import { type Atlas, openAtlas } from './atlas.ts'
import { askAtlas, takeEarly } from './atlas-thread.ts'
import type { AtlasAnswer } from './atlas-worker.ts'

/** The grids of a version, ready to draw. A version never changes, so it is asked for once. */
export const atlasQuery = (version: number) =>
  queryOptions({
    queryKey: ['atlas', version],
    queryFn: ({ signal }) => fetchAtlas(version, signal),
    staleTime: Number.POSITIVE_INFINITY,
    // typed arrays and maps: comparing them field by field would cost more than drawing them
    structuralSharing: false,
  })

async function fetchAtlas(version: number, signal: AbortSignal): Promise<Atlas> {
  const early = await takeEarly(version)
  const answer = early === null ? await asked(version, signal) : { parts: early }
  performance.mark('atlas')
  if ('parts' in answer) return openAtlas(answer.parts)
  throw failure(answer.status)
}

async function asked(version: number, signal: AbortSignal): Promise<AtlasAnswer> {
  try {
    return await askAtlas(version, signal)
  } catch (cause) {
    signal.throwIfAborted()
    throw new Failure('unreadable-answer', { cause })
  }
}

function failure(status: number): Failure {
  if (status === 0) return new Failure('offline')
  return new Failure(status === 404 ? 'not-found' : 'internal', { status })
}
