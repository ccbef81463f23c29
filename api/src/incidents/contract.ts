import { z } from '@hono/zod-openapi'
import { Counter } from '../indicators/contract.ts'
import { Assignee, CaseView, Light, RequestKind } from '../moves/contract.ts'
import { Route, RouteReason } from '../routing/contract.ts'
import {
  At,
  Bbox,
  ChainLink,
  Cursor,
  Datum,
  GridCode,
  IncidentStatus,
  Instant,
  Lat,
  Lon,
  plainText,
  queryNumber,
  Text,
} from '../wire.ts'

export { IncidentStatus }

/** States in which somebody still has to do something. */
export const openStatuses = ['reported', 'filed', 'dispatched', 'handling', 'feedback', 'suspended'] as const

/** The id in a number; null when the text is none. The day is not compared: the id alone is the identity. */
export function idOfNumber(text: string): number | null {
  const digits = /^\d{8}-(\d{6,15})$/.exec(text)?.[1]
  return digits === undefined ? null : Number(digits)
}

/** Text of a report: length in characters after trimming. */
const Title = plainText(z.string().trim().min(1).max(120))
const Body = plainText(z.string().trim().max(4000))

/** Personal data: kept apart from the incident, never part of a public answer. */
export const Reporter = z.strictObject({
  name: plainText(z.string().trim().max(60)).optional(),
  phone: z
    .string()
    .trim()
    .regex(/^[0-9+() -]{5,24}$/)
    .optional(),
})
export type Reporter = z.infer<typeof Reporter>

/** `POST /api/incidents`: a place (lon, lat, datum) or a grid code, and what is the matter. */
export const NewIncident = z
  .strictObject({
    lon: Lon.optional(),
    lat: Lat.optional(),
    datum: Datum.optional(),
    /** Instead of a place: the matter concerns this grid as a whole. */
    grid: GridCode.optional(),
    classCode: plainText(z.string().min(1).max(40)),
    title: Title,
    text: Body.optional(),
    reporter: Reporter.optional(),
    /**
     * The same matter as this case, says the reporter: kept as a report of its own, linked to it or to what it is linked to itself. 409
     * `bad-head` when there is no such case, or when it is far away or long ago, for another class a little way off already.
     */
    duplicateOf: z.number().int().min(1).max(1e15).optional(),
    /** The same key sent twice makes one incident; the second answer is 200 with the first one's id. */
    idempotencyKey: plainText(z.string().min(8).max(100)).optional(),
  })
  .refine(input => (input.lon === undefined) === (input.lat === undefined), { path: ['lat'] })
  .refine(input => (input.lon === undefined) !== (input.grid === undefined), { path: ['lon'] })
export type NewIncident = z.infer<typeof NewIncident>

/** A case as others name it. */
const CaseRef = z.object({ id: z.number().int(), number: z.string() })

export const IncidentSummary = z.object({
  id: z.number().int(),
  /** For people: the city's day of reporting and the id. */
  number: z.string(),
  classCode: z.string(),
  net: z.string(),
  /** Empty for those whom what people typed is kept from (`words.read`); the class says what it is about. */
  title: z.string(),
  status: IncidentStatus,
  open: z.boolean(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  rev: z.number().int(),
  grid: z.object({ code: GridCode, name: Text, level: z.string() }).nullable(),
  reason: RouteReason,
  assignee: Assignee.nullable(),
  /** When the stage that the case is in is due, and how that stands; null without a limit and while the clock stands still. */
  dueAt: Instant.nullable(),
  light: Light.nullable(),
  reportedAt: Instant,
  updatedAt: Instant,
  closedAt: Instant.nullable(),
  /** 主案: the case that stands for this one. */
  head: CaseRef.nullable(),
  /** How many other reports this case stands for. */
  linked: z.number().int(),
  synthetic: z.boolean(),
})
export type IncidentSummary = z.infer<typeof IncidentSummary>

export const IncidentEvent = z.object({
  seq: z.number().int(),
  rev: z.number().int(),
  verb: z.string(),
  at: Instant,
  status: IncidentStatus,
  /** Null: the reporter; for visitors whoever it was. */
  actor: z.string().nullable(),
  /** With what was typed (`note`) for those alone who may move the case, and for whoever wrote it: it may name people.
   * `erased`: the reporter wrote something by the secret link, which was deleted since. */
  data: z.record(z.string(), z.unknown()),
})
export type IncidentEvent = z.infer<typeof IncidentEvent>

export const Incident = IncidentSummary.extend({
  ...CaseView.shape,
  /** Empty as the title is. */
  text: z.string(),
  chain: z.array(ChainLink),
  /** As routed when it was reported: version, reason, owner and center of that moment. */
  route: Route,
  events: z.array(IncidentEvent),
})
export type Incident = z.infer<typeof Incident>

/** Of the past no moves are open. */
export const IncidentAtQuery = z.strictObject({ at: At })

export const ReportedIncident = z.object({
  id: z.number().int(),
  number: z.string(),
  status: IncidentStatus,
  route: Route,
  /** What it was linked to; null also where that case had ended meanwhile. */
  head: CaseRef.nullable(),
  /**
   * The reporter's secret: `/r/{token}` is the page that follows the case, `/api/reports/{token}` what it asks. Told here alone. Null
   * where another account had reported the same under the same key: the secret is that account's.
   */
  reporterToken: z.string().nullable(),
})
export type ReportedIncident = z.infer<typeof ReportedIncident>

/** Filters shared by the list, the heatmap, exports and, later, indicators. Lists are comma-separated. */
export const incidentFilterShape = {
  at: At,
  /** This grid and everything below it. */
  grid: GridCode.optional(),
  /** Comma-separated statuses; `open` stands for all in which somebody still has to do something, `finished` for the rest. */
  status: z
    .string()
    .max(120)
    .refine(text =>
      text
        .split(',')
        .every(word => word === 'open' || word === 'finished' || IncidentStatus.safeParse(word).success),
    )
    .optional(),
  /** Comma-separated class codes. */
  class: plainText(z.string().min(1).max(400)).optional(),
  net: plainText(z.string().min(1).max(40)).optional(),
  /** Why they were routed as they were, comma-separated: `outside` is the city-level queue. */
  reason: z
    .string()
    .max(60)
    .refine(text => text.split(',').every(word => RouteReason.safeParse(word).success))
    .optional(),
  /** Reported at or after / before. */
  from: Instant.optional(),
  to: Instant.optional(),
  /** Taken by somebody, or closed, at or after. */
  takenFrom: Instant.optional(),
  closedFrom: Instant.optional(),
  /** Words in title or text. */
  q: plainText(z.string().trim().max(60)).optional(),
  bbox: Bbox.optional(),
  /** Those that an indicator counts so: the cases behind a number of `GET /api/indicators`. */
  counter: Counter.optional(),
  /** Who is to handle them: `me` (the caller's posts or department), or `post:7`, `center:3`, `department:2`. */
  assignee: z
    .string()
    .regex(/^(me|(post|center|department):[1-9]\d{0,8})$/)
    .optional(),
  /** By the clock of the stage they are in, closed ones by how handling ended: `overdue` red, `amber`, `green`. */
  due: z.enum(['overdue', 'amber', 'green']).optional(),
  /** Those in which a request waits for the desk's word: of one kind, or of `any`. */
  request: z.enum(['any', ...RequestKind.options]).optional(),
  /** Of the classes that are this duty's. */
  duty: plainText(z.string().min(1).max(40)).optional(),
  /** Closed, after so many hours at least and fewer than: `24-72`, `72-`, `-24`. */
  closing: z
    .string()
    .regex(/^(\d{1,5}-\d{0,5}|-\d{1,5})$/)
    .optional(),
  /** Reported on these days of the week by the city's clock, comma-separated, 1 = Monday. */
  weekday: z
    .string()
    .regex(/^[1-7](,[1-7]){0,6}$/)
    .optional(),
  /** Reported in these hours of the day by the city's clock, comma-separated, 0…23. */
  hour: z
    .string()
    .regex(/^(1?\d|2[0-3])(,(1?\d|2[0-3])){0,23}$/)
    .optional(),
  /**
   * With a place in these cells of the heat: `zoom:x/y,x/y`, tiles of the Web-Mercator pyramid. A square or a hexagon of the map is the
   * cells it counts.
   */
  cells: z
    .string()
    .max(2000)
    .regex(/^(1?\d|20):\d{1,7}\/\d{1,7}(,\d{1,7}\/\d{1,7})*$/)
    .optional(),
}
export const IncidentFilter = z.strictObject(incidentFilterShape)
export type IncidentFilter = z.infer<typeof IncidentFilter>

/** `GET /api/incidents/open` is about the open set, so it takes no status. */
const { status: _, ...openFilterShape } = incidentFilterShape
export const OpenQuery = z.strictObject(openFilterShape)
export type OpenQuery = z.infer<typeof OpenQuery>

export const IncidentQuery = z.strictObject({
  ...incidentFilterShape,
  limit: queryNumber(z.number().int().min(1).max(500)).optional(),
  cursor: Cursor.optional(),
})
export type IncidentQuery = z.infer<typeof IncidentQuery>

/** Newest first, keyset pages: pass `next` back as `cursor`. */
export const IncidentPage = z.object({ incidents: z.array(IncidentSummary), next: z.string().nullable() })
export type IncidentPage = z.infer<typeof IncidentPage>

/**
 * `GET /api/incidents/open`: the open set as points for the map, newest first: `[id, lon, lat, classIndex, statusIndex]` rows.
 * Incidents that named a grid have no place: they are counted, and have no row.
 */
export const OpenPoints = z.object({
  classes: z.array(z.string()),
  statuses: z.array(z.string()),
  rows: z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()])),
  withoutPlace: z.number().int(),
  /** True when the open set is larger than the answer may be. */
  truncated: z.boolean(),
})
export type OpenPoints = z.infer<typeof OpenPoints>
