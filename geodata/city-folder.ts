import { z } from 'zod'

/**
 * The files of a city folder: what the pipeline writes, what the loader reads, for any city. All coordinates are
 * WGS84/CGCS2000 degrees. Grid codes are opaque text here; their scheme belongs to the city (`city.json` → `codeScheme`).
 */
export const cityFiles = {
  profile: 'city.json',
  topology: 'topology.json',
  districts: 'districts.json',
  centers: 'centers.json',
  people: 'people.json',
  incidents: 'incidents.ndjson.gz',
} as const

const text = z.string().min(1)
/** Chinese is the official term; English stands beside it. */
const bilingual = z.strictObject({ zh: text, en: text })
const key = z.string().regex(/^[a-z][a-z-]*$/)
const lon = z.number().min(-180).max(180)
const lat = z.number().min(-90).max(90)
const seconds = z.int().min(0)

/**
 * The seven steps of GB/T 30428 as states, and two side states: reported 信息收集 · filed 案卷建立 · dispatched 任务派遣 ·
 * handling 任务处理 · feedback 处理反馈 · closed 核查结案 · evaluated 综合评价 · suspended 挂账 · void 作废
 */
export const stages = [
  'reported',
  'filed',
  'dispatched',
  'handling',
  'feedback',
  'closed',
  'evaluated',
  'suspended',
  'void',
] as const

/** A limit of one stage. `working-hours` and `working-days` follow the working calendar, `urgent-hours` the wall clock. */
const limit = z.strictObject({
  stage: z.enum(['filing', 'dispatch', 'handling', 'check', 'stop-work', 'penalty', 'removal']),
  amount: z.number().positive(),
  unit: z.enum(['working-hours', 'working-days', 'urgent-hours']),
  /** Where the amount comes from: a published city table, or nothing but a plausible value of ours. */
  source: z.enum(['published', 'synthetic']),
})

export const profileSchema = z.strictObject({
  code: text,
  name: bilingual,
  /** ISO 3166, two letters. The statutory holidays of `CN` are known; elsewhere, or without it, Monday to Friday are worked. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  timeZone: text,
  /** EPSG code of the projected system for metres and square metres. */
  metricSrid: z.int().positive(),
  /** A point up to so many metres outside the grids is still routed, flagged `near`. */
  nearMeters: z.number().min(0),
  validFrom: z.iso.datetime({ offset: true }),
  /** Of a demonstration: the grid whose worker the published account is, with the leads above; without it the first one that has a worker. */
  demoGrid: text.optional(),
  /** One sentence per level on how its codes are built, and the pattern they match. */
  codeScheme: z.array(z.strictObject({ level: key, pattern: text, rule: bilingual })),
  /** Largest first; the last level is the leaf level, the only one with geometry of its own. */
  levels: z
    .array(
      z.strictObject({
        key,
        name: bilingual,
        scope: bilingual,
        leadTitle: bilingual,
        kinds: z.array(z.strictObject({ key, name: bilingual })),
      }),
    )
    .min(1),
  nets: z.array(z.strictObject({ key, name: bilingual })).min(1),
  /** A duty without a name is a place that the administrator fills: no official name is known to us. */
  duties: z.array(z.strictObject({ code: text, name: bilingual.nullable(), net: key.nullable() })),
  /** Whom a case can be dispatched to beside posts and centers; a city may have none. */
  departments: z.array(z.strictObject({ code: text, name: bilingual, net: key.nullable() })).optional(),
  classes: z.array(
    z.strictObject({
      code: text,
      kind: z.enum(['event', 'component']),
      major: z.strictObject({ code: text, name: bilingual }),
      name: bilingual,
      net: key,
      duty: text.nullable(),
      limits: z.array(limit).min(1),
    }),
  ),
  sources: z.array(
    z.strictObject({ what: bilingual, real: z.boolean(), origin: text, licence: text, note: bilingual }),
  ),
  /** What everybody is told, signed in or not: the words of reports, the names of those who hold posts. Without it neither. */
  open: z
    .strictObject({
      words: z.boolean(),
      names: z.boolean(),
      /** Every case one by one; else everybody reads and counts the own ones. */
      cases: z.boolean().optional(),
      /** Below this number others are told nothing. */
      least: z.int().min(2).max(1000).optional(),
    })
    .optional(),
  /** The one sentence that the page shows about what is not real, wherever the city's name stands; without it everything is real. */
  synthetic: bilingual.optional(),
})

export const gridSchema = z.strictObject({
  code: text,
  level: key,
  parent: text.nullable(),
  name: z.strictObject({ zh: text, en: text.optional() }),
  kind: key.optional(),
  /** Absent: nobody has counted them. */
  households: z.int().min(0).optional(),
  synthetic: z.boolean(),
})

const arcIndexes = z.array(z.int())
const transform = z.strictObject({
  scale: z.tuple([z.number(), z.number()]),
  translate: z.tuple([z.number(), z.number()]),
})
const shape = <P extends z.ZodType>(properties: P) =>
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('Polygon'), arcs: z.array(arcIndexes).min(1), properties }),
    z.strictObject({
      type: z.literal('MultiPolygon'),
      arcs: z.array(z.array(arcIndexes).min(1)).min(1),
      properties,
    }),
  ])
const geometries = <P extends z.ZodType>(properties: P) =>
  z.strictObject({ type: z.literal('GeometryCollection'), geometries: z.array(shape(properties)).min(1) })
const arcs = z.array(z.array(z.tuple([z.int(), z.int()])).min(2))

/** Leaf faces as shared arcs, and every grid of every level. One geometry = one face; a leaf may own several. */
export const topologySchema = z.strictObject({
  type: z.literal('Topology'),
  transform,
  arcs,
  objects: z.strictObject({ faces: geometries(z.strictObject({ grid: text })) }),
  grids: z.array(gridSchema).min(1),
})

/** Context only: real outlines, including the parts that hold no grids. */
export const districtsSchema = z.strictObject({
  type: z.literal('Topology'),
  transform,
  arcs,
  objects: z.strictObject({ districts: geometries(z.strictObject({ code: text, name: bilingual })) }),
})

export const centersSchema = z.array(
  z.strictObject({
    code: text,
    name: bilingual,
    lon,
    lat,
    /** The grid that the center serves, of any level; the center lies inside it. */
    grid: text,
    nets: z.array(key).min(1),
    services: z.array(text).min(1),
    hours: text,
    synthetic: z.boolean(),
  }),
)

export const peopleSchema = z.strictObject({
  persons: z.array(z.strictObject({ id: text, name: text })),
  /** A post without a person is vacant. */
  posts: z.array(
    z.strictObject({
      person: text.nullable(),
      grid: text,
      role: z.enum(['lead', 'worker']),
      title: bilingual,
      net: key.nullable(),
      from: z.iso.date(),
      until: z.iso.date().nullable(),
    }),
  ),
})

/**
 * One line of the incidents file. Times count back from an "end" instant that the loader chooses, a Monday 00:00 of the
 * city's clock, so that weekdays and hours stay true: reported at `end - secondsBeforeEnd`,
 * each later step so many seconds after the report, and never after the end.
 */
export const incidentSchema = z.strictObject({
  class: text,
  lon,
  lat,
  title: text,
  text,
  source: z.enum(['worker', 'hotline', 'resident', 'camera', 'department']),
  stage: z.enum(stages),
  secondsBeforeEnd: seconds,
  filedAfter: seconds.optional(),
  dispatchedAfter: seconds.optional(),
  takenAfter: seconds.optional(),
  feedbackAfter: seconds.optional(),
  closedAfter: seconds.optional(),
  evaluatedAfter: seconds.optional(),
  suspendedAfter: seconds.optional(),
  voidAfter: seconds.optional(),
  /** Seconds from the report to the end of the handling limit on the synthetic calendar; absent before dispatch. */
  dueAfter: seconds.optional(),
})

export type Bilingual = z.infer<typeof bilingual>
export type Profile = z.infer<typeof profileSchema>
export type IncidentClass = Profile['classes'][number]
/** As the pipeline makes them: with households, which it invents. */
export type FolderGrid = z.infer<typeof gridSchema> & { households: number }
export type FolderTopology = z.infer<typeof topologySchema>
export type FolderDistricts = z.infer<typeof districtsSchema>
export type FolderCenter = z.infer<typeof centersSchema>[number]
export type FolderPeople = z.infer<typeof peopleSchema>
export type FolderIncident = z.infer<typeof incidentSchema>
