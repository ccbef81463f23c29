import { z } from '@hono/zod-openapi'

/** Values that several contracts share. Browser-safe: the web's forms use the same objects. */

/** Datum that a caller's coordinates are in. Stored is always WGS84, which CGCS2000 equals at our accuracy. */
export const Datum = z.enum(['wgs84', 'cgcs2000', 'gcj02', 'bd09'])
export type Datum = z.infer<typeof Datum>

/**
 * Degrees east, -180…180, and north, -90…90. The range is judged where a place is read (`routing/place.ts`), because there
 * it can be said what is wrong: `swapped-coordinate` or `bad-coordinate`.
 */
export const Lon = z.number()
export const Lat = z.number()

/**
 * RFC 3339 with a zone: `2026-03-01T08:00:00+08:00` or `…Z`, of the years 1900 to 2199. A space in place of the plus sign is
 * what a query string makes of an unescaped one: it is read as the plus that was meant.
 */
export const Instant = z
  .string()
  .overwrite(text => text.replace(/ (?=\d\d:\d\d$)/, '+'))
  .pipe(z.iso.datetime({ offset: true }))
  .superRefine((text, check) => {
    if (text < '1900-01-02' || text >= '2200') {
      check.addIssue({ code: 'invalid_format', format: 'datetime', input: text })
    }
  })

/**
 * As it was known at this moment: what had happened by then, in the grids of then, with their names and centers, by the lights of then; the
 * same answer for ever. Not kept, and so those of today: the working calendar (due times, lights), names of classes and nets, formulas,
 * and what the caller may see (`me` too). What was erased stays erased. While a moment is still being
 * written, its last seconds may yet come in. 400 `in-the-future`, `before-first-version`.
 */
export const At = Instant.optional()

/** Text that every database can keep: no NUL, no half of a surrogate pair. Markup and emoji are just text. */
export const plainText = (inner: z.ZodString) => inner.regex(/^[^\0\p{Surrogate}]*$/u)

/**
 * Personal data: the OpenAPI document says so (`x-personal`), and a law allows it in the answers of those routes alone that ask for a
 * purpose or a reason and write the read into the audit log.
 */
export const personal = <S extends z.ZodType>(schema: S): S => schema.openapi({ 'x-personal': true })

/** Chinese first; English where the source or the field has one. */
export const Text = z.object({ zh: z.string(), en: z.string().optional() })
export type Text = z.infer<typeof Text>

/** A grid's code: digits and local suffix, opaque to every reader. */
export const GridCode = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[0-9A-Za-z-]+$/)

/** A member of a chain of grids, largest first. */
export const ChainLink = z.object({ level: z.string(), code: z.string(), name: Text })
export type ChainLink = z.infer<typeof ChainLink>

/** Query strings carry text: these read a number or a list out of it, and refuse NaN and blanks. */
export const queryNumber = (inner: z.ZodNumber) =>
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number)
    .pipe(inner)
const Longitude = z.number().min(-180).max(180)
const Latitude = z.number().min(-90).max(90)
/** `west,south,east,north` in WGS84 degrees. */
export const Bbox = z
  .string()
  .regex(numberList(4))
  .transform(text => text.split(',').map(Number))
  .pipe(z.tuple([Longitude, Latitude, Longitude, Latitude]))
  .refine(([west, south, east, north]) => west < east && south < north)
/** An id or a revision that a database keeps in four bytes (PostgreSQL `int`): a larger number is refused here, not there. */
export const Int4 = z.number().int().min(0).max(2_147_483_647)
/** The revision that a caller has seen; those of drafts begin with 0. */
export const Rev = Int4.min(1)
export const Cursor = plainText(z.string().min(1).max(200))

/** `count` plain decimal numbers with commas between them: `Number('')` would be 0. */
export function numberList(count: number): RegExp {
  return new RegExp(`^-?\\d+(\\.\\d+)?(,-?\\d+(\\.\\d+)?){${count - 1}}$`)
}

/**
 * The seven steps of GB/T 30428 as states, and the side states.
 * reported 信息收集 · filed 案卷建立 · dispatched 任务派遣 · handling 任务处理 · feedback 处理反馈 · closed 核查结案 ·
 * evaluated 综合评价 · suspended 挂账 · void 作废
 */
export const IncidentStatus = z.enum([
  'reported',
  'filed',
  'dispatched',
  'handling',
  'feedback',
  'closed',
  'evaluated',
  'suspended',
  'void',
])
export type IncidentStatus = z.infer<typeof IncidentStatus>
