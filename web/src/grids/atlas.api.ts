import { queryOptions } from '@tanstack/react-query'
import { Failure } from '../api.ts'
import { type Atlas, openAtlas } from './atlas.ts'
import type { AtlasAnswer, AtlasQuestion } from './atlas-worker.ts'

/** The grids of a version, ready to draw. A version never changes, so it is asked for once. */
export const atlasQuery = (version: number) =>
  queryOptions({
    queryKey: ['atlas', version],
    queryFn: ({ signal }) => fetchAtlas(version, signal),
    staleTime: Number.POSITIVE_INFINITY,
    // typed arrays and maps: comparing them field by field would cost more than drawing them
    structuralSharing: false,
  })

function fetchAtlas(version: number, signal: AbortSignal): Promise<Atlas> {
  const worker = new Worker(new URL('./atlas-worker.ts', import.meta.url), { type: 'module' })
  const question: AtlasQuestion = {
    version,
    url: new URL(`/api/grids/${version}/topology`, window.location.href).href,
  }
  return new Promise<Atlas>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
    worker.onerror = event => reject(new Failure('unreadable-answer', { cause: event.message }))
    worker.onmessage = ({ data }: MessageEvent<AtlasAnswer>) => {
      performance.mark('atlas')
      if ('parts' in data) resolve(openAtlas(data.parts))
      else reject(failure(data.status))
    }
    worker.postMessage(question)
  }).finally(() => worker.terminate())
}

function failure(status: number): Failure {
  if (status === 0) return new Failure('offline')
  return new Failure(status === 404 ? 'not-found' : 'internal', { status })
}
