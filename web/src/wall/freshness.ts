import type { FeedStatus } from '../events/link.ts'
import type { WallState } from './wall-store.ts'

/** The numbers may be behind what was told for so long before it is said. */
const behindMs = 4_000

export interface Freshness {
  readonly status: FeedStatus
  /** The moment that the picture is true of; null before there is one. */
  readonly since: number | null
}

/** How far the picture can be trusted: the feed and the numbers both have to be up to date. */
export function freshness({ feed, picture, behindSince }: WallState, now: number): Freshness {
  const since = feed.heardAt === null || picture === null ? null : Math.min(feed.heardAt, behindSince ?? now)
  if (feed.status !== 'live' || since === null) {
    return { status: feed.status === 'live' ? 'stale' : feed.status, since }
  }
  const isBehind = behindSince !== null && now - behindSince > behindMs
  return { status: isBehind ? 'stale' : 'live', since: isBehind ? since : feed.heardAt }
}
