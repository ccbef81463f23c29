import { z } from '@hono/zod-openapi'
import { IncidentStatus } from '../incidents/contract.ts'
import { GridCode, Instant } from '../wire.ts'

/**
 * `GET /api/events`: server-sent events, one per step of a case anywhere in the city, in the order of their sequence numbers.
 * The stream is made of
 * - `id: <seq>` + `data: <LiveEvent>`: a step of a case;
 * - `id: <seq>` alone: where the stream begins, so that a reader can come back even before the first step;
 * - `event: reset`: too much was missed to be told again: ask for everything anew, and go on from its `id`;
 * - `event: calendar`: the revision of the working calendar, told at the beginning and when it was changed: due times may be others now;
 * - `event: bye`: the server stops; come back after `retry`;
 * - `: <server time> <age>`: a comment every two seconds for as long as the database can be read, with the milliseconds since it was read
 *   last. Silence means that the picture ages.
 */
export const EventsQuery = z.strictObject({
  /** Only cases in this grid and everything below it. */
  grid: GridCode.optional(),
  /** For readers that cannot send the header `Last-Event-ID`, which goes before it. */
  lastEventId: z.string().max(40).optional(),
})

/** A step of a case. Nothing personal: neither who reported nor who did it. */
export const LiveEvent = z.object({
  /** Orders all steps of the city; the same as the event's `id:`. */
  seq: z.number().int(),
  /** The incident. */
  id: z.number().int(),
  number: z.string(),
  rev: z.number().int(),
  verb: z.string(),
  status: IncidentStatus,
  classCode: z.string(),
  net: z.string(),
  /** The leaf grid, and all that contain it, largest first; null and empty in the city's own queue. */
  grid: GridCode.nullable(),
  chain: z.array(GridCode),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  at: Instant,
})
export type LiveEvent = z.infer<typeof LiveEvent>

/** A sequence number as `Last-Event-ID` carries it; null when there is none, a number that no log reaches when it is none of ours. */
export function readEventId(text: string | undefined): number | null {
  if (text === undefined || text === '') return null
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.POSITIVE_INFINITY
}
