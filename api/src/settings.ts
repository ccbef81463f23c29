import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { demoFolder } from '@jingwei/geodata/demo-folder.ts'
import { z } from 'zod'
import { type IdentitySettings, readIdentitySettings } from './access/identity-settings.ts'
import type { BucketSettings } from './evidence/bucket-store.ts'

/** Root of the working copy: what relative defaults count from. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

const port = z.coerce.number().int().min(0).max(65535)
const url = z.url({ protocol: /^https?$/ })
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ })
const blankAsUnset = (value: unknown) => (value === '' ? undefined : value)
const optional = <T extends z.ZodType>(inner: T) => z.preprocess(blankAsUnset, inner.optional())

/** Environment variables, all optional; `docs/configuration.md` explains them. */
const environment = z.object({
  PORT: optional(port),
  HOST: optional(z.string()),
  DATA_DIR: optional(z.string()),
  EVIDENCE_DIR: optional(z.string()),
  EVIDENCE_BUCKET_URL: optional(url),
  EVIDENCE_BUCKET_REGION: optional(z.string()),
  EVIDENCE_BUCKET_KEY_ID: optional(z.string()),
  EVIDENCE_BUCKET_SECRET: optional(z.string()),
  DATABASE_URL: optional(z.string().refine(isPostgresUrl)),
  CITY_DIR: optional(z.string()),
  JINGWEI_KEY: optional(z.string()),
  PUBLIC_URL: optional(url),
  OIDC_ISSUER: optional(url),
  OIDC_CLIENT_ID: optional(z.string()),
  OIDC_CLIENT_SECRET: optional(z.string()),
  OIDC_CLIENT_SECRET_FILE: optional(z.string()),
  OIDC_NAME: optional(z.string().max(40)),
  OIDC_ROLE_CLAIM: optional(z.string()),
  OIDC_ROLES: optional(z.string()),
  ALLOW_OPEN_DEMO: optional(z.stringbool()),
  TRUST_PROXY: optional(z.stringbool()),
  CONTACT_DAYS: optional(z.coerce.number().int().min(0).max(36_500)),
  REPORTS_PER_MINUTE: optional(z.coerce.number().int().min(0).max(1_000_000)),
  TILES_FROM_GRIDS: optional(z.coerce.number().int().min(0).max(100_000_000)),
  LOG_LEVEL: optional(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])),
  BASEMAP_STYLE_URL: optional(url),
  BASEMAP_RASTER_URL: optional(url),
  BASEMAP_PMTILES: optional(z.string()),
  BASEMAP_ATTRIBUTION: optional(z.string()),
})

export type Basemap =
  | { readonly kind: 'style' | 'raster'; readonly url: string; readonly attribution: string }
  /** A PMTiles file of this machine, served under its own path. */
  | { readonly kind: 'pmtiles'; readonly file: string; readonly attribution: string }

export interface Settings {
  readonly port: number
  readonly host: string
  /** The embedded database and keys live here. */
  readonly dataDir: string
  /** Pictures of cases; shared by all processes of one database. */
  readonly evidenceDir: string
  /** An S3-compatible bucket instead of that folder; null: the folder. */
  readonly evidenceBucket: BucketSettings | null
  /** Absent: the embedded database. */
  readonly databaseUrl: string | undefined
  /** The city folder that fills an empty database. */
  readonly cityDir: string
  /** True when nobody named a city: the demo city with its demo accounts. */
  readonly demo: boolean
  /** Keys that seal personal data, the current one first; absent: a key file in `dataDir`. */
  readonly keys: string | undefined
  /** Where readers reach the page, when that is not what the request says: behind a proxy. */
  readonly publicUrl: string | null
  /** The city's own identity server; null: accounts sign in here only. */
  readonly identity: IdentitySettings | null
  /** The demo city's published accounts may be reached from other machines. */
  readonly allowOpenDemo: boolean
  /** A proxy in front sets `X-Forwarded-For` and `X-Forwarded-Proto`. */
  readonly trustProxy: boolean
  /** Days that a reporter's contact outlives its case; null: it stays. */
  readonly contactDays: number | null
  /** Of visitors, per address; 0: no limit. */
  readonly reportsPerMinute: number
  /** A city of so many grids is drawn from vector tiles. */
  readonly tilesFromGrids: number
  readonly logLevel: string
  readonly basemap: Basemap | null
  readonly webDir: string
}

/**
 * Up to here a page loads the whole topology, and can edit it. Measured with made-up faces of 40 vertices on one busy core: 21,400 grids are 10 MB of
 * JSON and ready to draw after 7 s with 110 MB; 53,500 are 25 MB, 15 s and 340 MB.
 */
const tilesFromGrids = 30_000

/** Thrown for a variable that makes no sense; `names` are the variables. */
export class SettingsError extends Error {
  readonly names: readonly string[]
  constructor(names: readonly string[]) {
    super(`not understood: ${names.join(', ')}`)
    this.name = 'SettingsError'
    this.names = names
  }
}

/** Reads the settings from an environment. Throws `SettingsError`. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const parsed = environment.safeParse(env)
  if (!parsed.success) throw new SettingsError(parsed.error.issues.map(issue => String(issue.path[0])))
  const read = parsed.data
  const dataDir = resolve(read.DATA_DIR ?? `${root}.jingwei`)
  return {
    port: read.PORT ?? 4300,
    host: read.HOST ?? '127.0.0.1',
    dataDir,
    evidenceDir: resolve(read.EVIDENCE_DIR ?? join(dataDir, 'evidence')),
    evidenceBucket: bucketOf(read),
    databaseUrl: read.DATABASE_URL,
    cityDir: resolve(read.CITY_DIR ?? demoFolder),
    demo: read.CITY_DIR === undefined,
    keys: read.JINGWEI_KEY,
    publicUrl: read.PUBLIC_URL ?? null,
    identity: readIdentitySettings(read, name => {
      throw new SettingsError([name])
    }),
    allowOpenDemo: read.ALLOW_OPEN_DEMO ?? false,
    trustProxy: read.TRUST_PROXY ?? false,
    contactDays: (read.CONTACT_DAYS ?? 180) || null,
    reportsPerMinute: read.REPORTS_PER_MINUTE ?? 60,
    tilesFromGrids: read.TILES_FROM_GRIDS ?? tilesFromGrids,
    logLevel: read.LOG_LEVEL ?? 'warn',
    basemap: basemapOf(read),
    webDir: `${root}web/dist`,
  }
}

/** Also of several servers, `postgres://user@one:5432,two:5432/city?target_session_attrs=primary`: the one that takes writes is used. */
function isPostgresUrl(text: string): boolean {
  const [, scheme, user = '', hosts = '', rest = ''] = text.match(/^(\w+:\/\/)([^@/]*@)?([^/?]*)(.*)$/) ?? []
  return hosts.split(',').every(host => postgresUrl.safeParse(`${scheme}${user}${host}${rest}`).success)
}

/** A bucket needs its keys: half of it is a mistake. */
function bucketOf(read: z.infer<typeof environment>): BucketSettings | null {
  const { EVIDENCE_BUCKET_URL: url, EVIDENCE_BUCKET_KEY_ID: keyId, EVIDENCE_BUCKET_SECRET: secret } = read
  if (url === undefined) return null
  if (keyId === undefined) throw new SettingsError(['EVIDENCE_BUCKET_KEY_ID'])
  if (secret === undefined) throw new SettingsError(['EVIDENCE_BUCKET_SECRET'])
  return { url, keyId, secret, region: read.EVIDENCE_BUCKET_REGION ?? 'us-east-1' }
}

function basemapOf(read: z.infer<typeof environment>): Basemap | null {
  const attribution = read.BASEMAP_ATTRIBUTION ?? ''
  if (read.BASEMAP_STYLE_URL !== undefined) return { kind: 'style', url: read.BASEMAP_STYLE_URL, attribution }
  if (read.BASEMAP_RASTER_URL !== undefined)
    return { kind: 'raster', url: read.BASEMAP_RASTER_URL, attribution }
  if (read.BASEMAP_PMTILES !== undefined)
    return { kind: 'pmtiles', file: resolve(read.BASEMAP_PMTILES), attribution }
  return null
}
