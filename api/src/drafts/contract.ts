import { z } from '@hono/zod-openapi'
import { GridCode, Instant, Int4, plainText, Text } from '../wire.ts'

/** Degrees of WGS84; a place that names a vertex is that vertex's own, to the last of seven digits. */
const Place = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
/** From one vertex of a border to the next one; where a side matters it is the left. */
const BorderPlace = z.tuple([Place, Place])
const most = 100_000
const Line = z.array(Place).max(most)
const name = plainText(z.string().trim().min(1).max(80))
const GridName = z.strictObject({ zh: name, en: name.optional() })

/** All leaf faces on shared arcs with the tree of grids, as `GET /api/grids/{version}/topology` gives them. */
const arcIndexes = z.array(z.number().int())
const Topology = z.strictObject({
  type: z.literal('Topology'),
  transform: z.strictObject({
    scale: z.tuple([z.number(), z.number()]),
    translate: z.tuple([z.number(), z.number()]),
  }),
  arcs: z.array(z.array(z.tuple([z.number().int(), z.number().int()]))),
  objects: z.strictObject({
    faces: z.strictObject({
      type: z.literal('GeometryCollection'),
      geometries: z.array(
        z.strictObject({
          type: z.literal('Polygon'),
          arcs: z.array(arcIndexes),
          properties: z.strictObject({ grid: GridCode }),
        }),
      ),
    }),
  }),
  grids: z.array(
    z.strictObject({
      code: GridCode,
      level: z.string().max(40),
      parent: GridCode.nullable(),
      name: GridName,
    }),
  ),
})

const drawings = [
  z.strictObject({
    kind: z.literal('move'),
    vertices: z
      .array(z.strictObject({ from: Place, to: Place }))
      .min(1)
      .max(most),
  }),
  z.strictObject({ kind: z.literal('insert'), border: BorderPlace, at: Place }),
  z.strictObject({ kind: z.literal('delete'), at: Place }),
  z.strictObject({ kind: z.literal('reshape'), along: Line.min(2), through: Line }),
  z.strictObject({ kind: z.literal('split'), line: Line.min(2), to: GridCode }),
  z.strictObject({ kind: z.literal('dissolve'), border: BorderPlace }),
  z.strictObject({ kind: z.literal('give'), border: BorderPlace, to: GridCode }),
  z.strictObject({ kind: z.literal('merge'), from: GridCode, into: GridCode }),
  z.strictObject({ kind: z.literal('reparent'), grid: GridCode, parent: GridCode }),
  z.strictObject({
    kind: z.literal('create'),
    grid: z.strictObject({
      code: GridCode,
      level: z.string().max(40),
      parent: GridCode.nullable(),
      name: GridName,
    }),
  }),
  z.strictObject({ kind: z.literal('retire'), grid: GridCode }),
  z.strictObject({ kind: z.literal('rename'), grid: GridCode, code: GridCode, name: GridName }),
  z.strictObject({ kind: z.literal('replace'), topology: Topology }),
] as const

/** What can be done to boundaries; `geodata/geometry/editing` says what is legal. `undo` and `redo` are steps as well. */
export const DraftOperation = z
  .discriminatedUnion('kind', [
    ...drawings,
    /** One step of several: all of it or none, undone at once. */
    z.strictObject({
      kind: z.literal('together'),
      operations: z.array(z.discriminatedUnion('kind', drawings)).min(1).max(1000),
    }),
    z.strictObject({ kind: z.literal('undo') }),
    z.strictObject({ kind: z.literal('redo') }),
  ])
  .meta({ id: 'DraftOperation' })
export type DraftOperation = z.infer<typeof DraftOperation>

export const NewDraft = z.strictObject({ title: plainText(z.string().trim().min(1).max(120)) })
export type NewDraft = z.infer<typeof NewDraft>

/** A batch: all of it is taken or none. `rev` is the draft's as the caller has seen it. */
export const DraftChange = z.strictObject({
  rev: Int4,
  operations: z.array(DraftOperation).min(1).max(1000),
})
export type DraftChange = z.infer<typeof DraftChange>

export const DraftState = z.enum(['open', 'submitted', 'approved', 'published', 'discarded'])
export type DraftState = z.infer<typeof DraftState>

export const Draft = z.object({
  id: z.number().int(),
  title: z.string(),
  /** The version that it changes. */
  base: z.number().int(),
  state: DraftState,
  /** Entries in its log. */
  rev: z.number().int(),
  author: z.string(),
  reviewer: z.string().nullable(),
  /** The version that it became. */
  version: z.number().int().nullable(),
  /** What whoever looked at it last had to say. */
  remark: z.string().nullable(),
  /** Overtaken by others: the draft that took its place. */
  replacedBy: z.number().int().nullable(),
  /** Grids that its author wanted to draw anew by hand. */
  redo: z.array(GridCode),
  createdAt: Instant,
  updatedAt: Instant,
})
export type Draft = z.infer<typeof Draft>

export const Drafts = z.object({ drafts: z.array(Draft) })

/** With its whole log, in order. */
export const DraftView = Draft.extend({
  log: z.array(z.object({ operation: DraftOperation, actor: z.string(), at: Instant })),
})
export type DraftView = z.infer<typeof DraftView>

/** After a batch. `hash`: SHA-256 of all faces and grids as they are now; a page that did the same has the same. */
export const DraftChanged = z.object({
  rev: z.number().int(),
  hash: z.string(),
  undoable: z.number().int(),
  redoable: z.number().int(),
})
export type DraftChanged = z.infer<typeof DraftChanged>

/** Grids that a draft is being drawn at; in place of what it claimed before. */
export const NewClaim = z.strictObject({ grids: z.array(GridCode).max(5000) })
export type NewClaim = z.infer<typeof NewClaim>

/** Where somebody else is drawing now. A warning, no lock. */
export const DraftClaim = z.object({
  draft: z.number().int(),
  title: z.string(),
  owner: z.object({ name: Text }),
  grids: z.array(GridCode),
  until: Instant,
})
export type DraftClaim = z.infer<typeof DraftClaim>
export const DraftClaims = z.object({ claims: z.array(DraftClaim) })

/** One's own claim stands until then, and those of the others. */
export const Claimed = DraftClaims.extend({ until: Instant })
export type Claimed = z.infer<typeof Claimed>

/** A word with an approval or a return. */
export const Review = z.strictObject({ remark: plainText(z.string().trim().max(500)).optional() })
export type Review = z.infer<typeof Review>

/** What others published since its base, where it meets the draft. */
export const DraftConflicts = z.object({
  /** The version in force. */
  against: z.number().int(),
  /** Steps that nobody contests: they follow by themselves. */
  silent: z.number().int(),
  clusters: z.array(
    z.object({
      key: GridCode,
      /** Grids that the draft touches, and those that others changed. */
      mine: z.array(GridCode),
      theirs: z.array(GridCode),
      steps: z.array(z.string()),
      /** Why the steps cannot be done again on what is there now, a code of `geometry/editing/refusal.ts`; null: they can. */
      refused: z.string().nullable(),
    }),
  ),
})
export type DraftConflicts = z.infer<typeof DraftConflicts>

/** For each cluster the author's steps again, none of them, or none and a note to draw it by hand. */
export const Resolution = z.strictObject({
  /** The version that the choices were made against. */
  against: Int4,
  choices: z.array(z.strictObject({ cluster: GridCode, take: z.enum(['mine', 'theirs', 'redo']) })).max(5000),
})
export type Resolution = z.infer<typeof Resolution>

/** The same key is published once: sent again after a lost answer it names the version that there is. */
export const Publication = z.strictObject({
  idempotencyKey: plainText(z.string().min(8).max(100)).optional(),
})
export type Publication = z.infer<typeof Publication>

const GridChange = z.object({
  code: GridCode,
  name: Text,
  level: z.string(),
  change: z.enum(['created', 'retired', 'changed']),
  /** Of every level: one level alone adds up. Null where the grid was not there before, or is not after. */
  squareMetersBefore: z.number().nullable(),
  squareMetersAfter: z.number().nullable(),
})

/** Shells and holes in degrees, closed rings: the coordinates of a GeoJSON MultiPolygon. */
const MultiPolygon = z.array(z.array(z.array(z.tuple([z.number(), z.number()]))))

/** Every grid that is not exactly what it was, with its outline on both sides; null: there is none, or it is the same. */
export const Difference = z.object({
  against: z.number().int(),
  grids: z.array(
    GridChange.extend({
      households: z.number().int().nullable(),
      before: MultiPolygon.nullable(),
      after: MultiPolygon.nullable(),
    }),
  ),
})
export type Difference = z.infer<typeof Difference>

/** What publishing would move, exactly. Grids by their codes before and after. */
export const DraftImpact = z.object({
  /** The version that it is compared with: the one in force. */
  against: z.number().int(),
  grids: z.array(GridChange),
  /** Open incidents whose grid changes; null: none, the city's own queue. */
  incidents: z.array(z.object({ id: z.number().int(), from: GridCode.nullable(), to: GridCode.nullable() })),
  /** Posts of grids that end: their duty ends with them. */
  posts: z.array(z.object({ id: z.number().int(), grid: GridCode, role: z.string(), title: Text })),
  /** Centers that serve a grid that ends, and the one that covers them then. */
  centers: z.array(z.object({ code: z.string(), name: Text, from: GridCode, to: GridCode.nullable() })),
  /** Grids that own nothing: to be filled or retired before the draft can be handed in. */
  empty: z.array(GridCode),
})
export type DraftImpact = z.infer<typeof DraftImpact>

export const Version = z.object({
  version: z.number().int(),
  effectiveAt: Instant,
  publishedAt: Instant,
  base: z.number().int().nullable(),
  note: z.string(),
  /** The draft that it came from, who drew it and who found it right; null for the city's first. */
  draft: z.number().int().nullable(),
  author: z.string().nullable(),
  reviewer: z.string().nullable(),
  contentHash: z.string(),
})
export const Versions = z.object({ versions: z.array(Version) })
export type Version = z.infer<typeof Version>

/** A grid that area came from or went to; `share` of all that came, or of all that went. */
const Party = z.object({ code: GridCode, name: Text, squareMeters: z.number(), share: z.number() })

/** Of the grid that bears a code, or bore it last. */
export const Lineage = z.object({
  code: GridCode,
  /** What it was called and where it belonged, oldest first; versions from … until, `until` not included. */
  records: z.array(
    z.object({
      from: z.number().int(),
      until: z.number().int().nullable(),
      code: GridCode,
      level: z.string(),
      name: Text,
      parent: GridCode.nullable(),
    }),
  ),
  /** Versions that moved its borders, newest first. A grid that kept area is a party to itself. */
  changes: z.array(z.object({ version: z.number().int(), from: z.array(Party), to: z.array(Party) })),
})
export type Lineage = z.infer<typeof Lineage>
