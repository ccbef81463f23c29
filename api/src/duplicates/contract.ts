import { z } from '@hono/zod-openapi'
import { MoveVerb } from '../moves/contract.ts'
import { Datum, IncidentStatus, Instant, Lat, Lon, plainText, queryNumber } from '../wire.ts'

/** `GET /api/duplicates`: open cases that may be the matter somebody is about to report. What is typed so far is enough. */
export const DuplicateQuery = z.strictObject({
  lon: queryNumber(Lon),
  lat: queryNumber(Lat),
  datum: Datum.optional(),
  classCode: plainText(z.string().min(1).max(40)),
  title: plainText(z.string().trim().max(120)).optional(),
  /** The beginning of a long text is enough: this is an address. */
  text: plainText(z.string().trim().max(500)).optional(),
})
export type DuplicateQuery = z.infer<typeof DuplicateQuery>

/** Why two reports may be of one matter; of a case with further reports, the closest of them. */
export const Resemblance = z.object({
  meters: z.number(),
  /** Between the two reports. */
  minutes: z.number().int(),
  /** Likeness of the words, 0 to 1; null while there are none to compare. */
  similarity: z.number().nullable(),
})
export type Resemblance = z.infer<typeof Resemblance>

const caseFields = {
  id: z.number().int(),
  number: z.string(),
  rev: z.number().int(),
  classCode: z.string(),
  title: z.string(),
  status: IncidentStatus,
  reportedAt: Instant,
  /** Other cases that it stands for. */
  linked: z.number().int(),
}

/** An open case that is no other's; best first. */
export const Suggestion = z.object({ ...caseFields, why: Resemblance })
export type Suggestion = z.infer<typeof Suggestion>

export const Suggestions = z.object({ suggestions: z.array(Suggestion) })
export type Suggestions = z.infer<typeof Suggestions>

/** The verbs open to the caller. */
const moves = z.array(MoveVerb)

export const LinkedCase = z.object({ ...caseFields, moves })
export type LinkedCase = z.infer<typeof LinkedCase>

/** `GET /api/incidents/{id}/duplicates`: what stands for the case, what it stands for, and, while it is open and on its own, what may be the same. */
export const CaseDuplicates = z.object({
  head: LinkedCase.nullable(),
  /** Oldest first; the first of them when there are very many. */
  linked: z.array(LinkedCase),
  suggestions: z.array(Suggestion.extend({ moves })),
})
export type CaseDuplicates = z.infer<typeof CaseDuplicates>
