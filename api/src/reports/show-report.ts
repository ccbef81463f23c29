import type { Ctx } from '../context.ts'
import { mostPhotos, mostReporterPhotos } from '../evidence/contract.ts'
import { casePhotos } from '../evidence/list-photos.ts'
import { incidentNumber } from '../incidents/number.ts'
import { mostReporterRemarks, type ReportView } from './contract.ts'
import { findReport } from './find-report.ts'
import { type FollowedEvent, selectFollowedEvents } from './queries.ts'

/** How a report stands, for whoever holds its link. Throws `not-found`. */
export async function showReport(ctx: Ctx, token: string): Promise<ReportView> {
  const { id, title, status, className, joined, reportedAt } = await findReport(ctx, token)
  const { timeZone } = await ctx.atlases.at(ctx, ctx.now)
  const events = await selectFollowedEvents(ctx.sql, id)
  const photos = await casePhotos(ctx, id)
  const own = photos.filter(photo => photo.addedBy === null).length
  const mayAdd = remarksOf(events).length < mostReporterRemarks
  return {
    number: incidentNumber(id, reportedAt, timeZone),
    ...{ className, title, status, joined, reportedAt: reportedAt.toISOString() },
    steps: stepsOf(events),
    photos: photos.filter(isForReporter).map(photo => ({
      ...{ id: photo.id, kind: photo.kind, own: photo.addedBy === null },
      addedAt: photo.addedAt.toISOString(),
    })),
    satisfied: events.findLast(event => event.verb === 'rate')?.satisfied ?? null,
    mayComment: mayAdd,
    maySendPhoto: own < mostReporterPhotos && photos.length < mostPhotos,
    mayRate: mayAdd && (status === 'closed' || status === 'evaluated'),
  }
}

/** What the reporter sent, and what was done about it; what officials saw on the way is theirs. */
export function isForReporter({ kind, addedBy }: { kind: string; addedBy: string | null }): boolean {
  return addedBy === null || kind === 'after'
}

/** What the reporter wrote or rated so far. */
export function remarksOf(events: readonly FollowedEvent[]): FollowedEvent[] {
  return events.filter(({ verb, byReporter }) => byReporter && (verb === 'comment' || verb === 'rate'))
}

const kinds: Readonly<Record<string, 'comment' | 'photo' | 'rating'>> = {
  comment: 'comment',
  attach: 'photo',
  rate: 'rating',
}

/** Changes of status, whoever made them, and the reporter's own words and photos. */
function stepsOf(events: readonly FollowedEvent[]): ReportView['steps'] {
  return events.flatMap(({ verb, status, at, byReporter }, i) => {
    const kind = byReporter ? kinds[verb] : status === events[i - 1]?.status ? undefined : 'status'
    return kind === undefined ? [] : [{ kind, status, at: at.toISOString() }]
  })
}
