import type { IncomingMessage, ServerResponse } from 'node:http'
import { calendarDay } from '../city/calendar-day.ts'
import { type Ctx, visitor } from '../context.ts'
import type { Atlas, AtlasGrid } from '../grids/atlas.ts'
import { encodingFor, packed, smallestBytes } from '../http/compress.ts'
import { newRequestId, writeLogLine } from '../http/frame.ts'
import { fixedSecurityHeaders } from '../http/security-headers.ts'
import type { First } from '../http/server.ts'
import { reachOf, rules } from '../permissions.ts'
import { programContext, type Service } from '../service.ts'
import { ownersOf, withoutNames } from './owners.ts'
import type { DeclaredPlace } from './place.ts'
import { type Placement, placementOf } from './placement.ts'
import { gridHalf, placeHalf } from './route.ts'

/** Longer than the database takes when it is well; then the app waits for it, and says what is wrong. */
const patienceMilliseconds = 1000

const path = '/api/route'
const asked = /^\/api\/route\?lon=(-?\d{1,3}(?:\.\d{1,17})?)&lat=(-?\d{1,3}(?:\.\d{1,17})?)(?:&datum=wgs84)?$/

/**
 * `GET /api/route` as it is asked by the thousand: by a visitor, for a place and for now. Around what it takes to answer from memory everything
 * that a request of the API passes would cost ten times as much. What is answered is what the app would have answered, to the letter
 * (`short-way.pg.test.ts`); whoever shows a cookie or a token, and whatever is unusual or fails, is left to the app.
 */
export function shortWay(service: Service): First {
  const verb = rules[`GET ${path}`]
  const isOpen = verb !== undefined && reachOf(visitor.role, verb) === 'all'
  let fixed: readonly string[] | null = null
  void fixedSecurityHeaders(service.settings.basemap).then(headers => {
    fixed = headers
  })
  return (incoming, outgoing) => {
    const place = isOpen && service.setup.code === null ? plainQuestion(incoming) : null
    const { database, startup, atlases } = service
    if (place === null || fixed === null || !startup.usable || database === null) return false
    const exchange: Exchange = { service, fixed, incoming, outgoing, began: performance.now() }
    const ctx = programContext(service, database.sql)
    const latest = atlases.latest()
    const known = latest === null ? null : knownText(ctx, latest, place)
    if (known !== null) return send(exchange, known)
    return soon(askedText(ctx, place)).then(text => text !== null && send(exchange, text))
  }
}

interface Exchange {
  readonly service: Service
  readonly fixed: readonly string[]
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  readonly began: number
}

/** Null: not what this is for. */
function plainQuestion({ method, url = '', headers }: IncomingMessage): DeclaredPlace | null {
  if (method !== 'GET' || !url.startsWith(path)) return null
  if (unusual.some(name => headers[name] !== undefined)) return null
  const [, lon, lat] = asked.exec(url) ?? []
  return lon === undefined || lat === undefined ? null : { lon: Number(lon), lat: Number(lat) }
}

/** Who asks is no visitor, or sends more than a question. */
const unusual = ['cookie', 'authorization', 'x-written-by', 'content-length', 'transfer-encoding', 'expect']

function send(exchange: Exchange, text: string): true | Promise<true> {
  const bytes = Buffer.byteLength(text)
  const accepts = exchange.incoming.headers['accept-encoding']
  const encoding = bytes >= smallestBytes && typeof accepts === 'string' ? encodingFor(accepts) : null
  if (encoding === null) return write(exchange, text, ['Content-Length', String(bytes)])
  return packed(Buffer.from(text), encoding).then(body =>
    write(exchange, body, ['Content-Encoding', encoding, 'Content-Length', String(body.length)]),
  )
}

function write({ service, fixed, outgoing, began }: Exchange, body: string | Buffer, about: string[]): true {
  const requestId = newRequestId()
  outgoing.writeHead(200, [
    ...fixed,
    ...['X-Request-Id', requestId, 'Vary', 'Accept-Encoding', 'Content-Type', 'application/json'],
    ...about,
  ])
  outgoing.end(body)
  const ms = performance.now() - began
  service.metrics.count({ route: path, method: 'GET', status: 200, seconds: ms / 1000 })
  writeLogLine(service.log, { requestId, method: 'GET', path, status: 200, ms })
  return true
}

/** What cannot be told, whyever, is null: the app will say so. */
async function askedText(ctx: Ctx, place: DeclaredPlace): Promise<string | null> {
  try {
    const atlas = await ctx.atlases.at(ctx, ctx.now)
    const placement = placementOf(atlas, place)
    const texts = textsOf(atlas, calendarDay(ctx.now, atlas.timeZone))
    if (!texts.has(placement.grid)) texts.set(placement.grid, await gridText(ctx, atlas, placement.grid))
    return knownText(ctx, atlas, place)
  } catch {
    return null
  }
}

/** The answer without a question; null where the owner has to be asked for. */
function knownText(ctx: Ctx, atlas: Atlas, declared: DeclaredPlace): string | null {
  const placement = placed(atlas, declared)
  if (placement === null) return null
  const known = textsOf(atlas, calendarDay(ctx.now, atlas.timeZone)).get(placement.grid)
  return known === undefined ? null : `${JSON.stringify(placeHalf(atlas, placement)).slice(0, -1)},${known}`
}

function placed(atlas: Atlas, declared: DeclaredPlace): Placement | null {
  try {
    return placementOf(atlas, declared)
  } catch {
    return null
  }
}

type GridTexts = Map<AtlasGrid | null, string>

const kept = new WeakMap<Atlas, { readonly day: string; readonly texts: GridTexts }>()

/** `gridText` of a day, as far as it has been asked for. */
function textsOf(atlas: Atlas, day: string): GridTexts {
  const known = kept.get(atlas)
  if (known?.day === day) return known.texts
  const texts: GridTexts = new Map()
  kept.set(atlas, { day, texts })
  return texts
}

/** What all places of a grid share, without its first brace. */
async function gridText(ctx: Ctx, atlas: Atlas, grid: AtlasGrid | null): Promise<string> {
  const owner = grid && (await ownersOf(ctx, atlas, [grid], ctx.now)).get(grid.id)
  return JSON.stringify(withoutNames(ctx, atlas, gridHalf(atlas, grid, owner ?? null))).slice(1)
}

/** Null when it takes too long. */
function soon<T>(promise: Promise<T>): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, patienceMilliseconds, null)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
