/** One request as it goes out, and why it is odd. */
export interface FuzzedRequest {
  readonly method: string
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string | null
}

/** What of an OpenAPI document the fuzzer reads. */
export interface Operation {
  readonly method: string
  readonly path: string
  readonly parameters: readonly { in: string; name: string; schema: Schema }[]
  readonly body: Schema | null
}

interface Schema {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly $ref?: string
  readonly pattern?: string
  readonly format?: string
}

interface OpenApi {
  readonly paths: Record<string, Record<string, unknown>>
  readonly components?: { readonly schemas?: Record<string, Schema> }
}

/** Every operation of a document. */
export function operationsOf(document: OpenApi): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, about]) => {
      const { parameters = [], requestBody } = about as {
        parameters?: Operation['parameters']
        requestBody?: { content?: Record<string, { schema?: Schema }> }
      }
      const body = requestBody?.content?.['application/json']?.schema ?? null
      return { method: method.toUpperCase(), path, parameters, body }
    }),
  )
}

/**
 * Makes requests that nearly follow the document: most parts as it says, some of them replaced by what no honest caller sends. The same
 * seed makes the same requests.
 */
export class Fuzzer {
  readonly #operations: readonly Operation[]
  readonly #document: OpenApi
  #state: number
  /** One long list a request: lists of long lists are more than a sender can write down. */
  #mayBeLong = true

  constructor(document: OpenApi, seed: number) {
    this.#document = document
    this.#operations = operationsOf(document)
    this.#state = seed >>> 0
  }

  next(): FuzzedRequest {
    this.#mayBeLong = true
    const operation = this.#pick(this.#operations)
    const { path, parameters } = operation
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
      const schema = parameters.find(each => each.in === 'path' && each.name === name)?.schema ?? {}
      return encodeURIComponent(wellFormed(this.#text(schema)))
    })
    const query = parameters
      .filter(({ in: where }) => where === 'query' && this.#chance(0.5))
      .map(({ name, schema }) => `${name}=${encodeURIComponent(wellFormed(this.#text(schema)))}`)
    if (this.#chance(0.1)) query.push(this.#pick(oddQueries))
    const headers: Record<string, string> = {}
    if (this.#chance(0.2)) Object.assign(headers, this.#pick(oddHeaders))
    const method = this.#chance(0.03) ? this.#pick(oddMethods) : operation.method
    const body = method === 'GET' || method === 'HEAD' ? null : this.#body(operation.body)
    if (body !== null)
      headers['content-type'] ??= this.#chance(0.95) ? 'application/json' : this.#pick(oddTypes)
    return { method, path: query.length > 0 ? `${filled}?${query.join('&')}` : filled, headers, body }
  }

  #body(schema: Schema | null): string | null {
    if (schema === null) return this.#chance(0.2) ? this.#pick(oddBodies) : null
    if (this.#chance(0.1)) return this.#pick(oddBodies)
    const text = JSON.stringify(this.#value(schema, 0))
    return this.#chance(0.05) ? text.slice(0, Math.floor(text.length * this.#random())) : text
  }

  #value(schema: Schema, depth: number): unknown {
    if (this.#chance(0.08)) return this.#pick(oddValues)
    const known = this.#resolve(schema)
    if (known.enum) return this.#pick(known.enum)
    const choices = known.anyOf ?? known.oneOf
    if (choices) return this.#value(this.#pick(choices), depth)
    const type = typeof known.type === 'string' ? known.type : known.type?.[0]
    if (type === 'object' || known.properties) {
      const entries = Object.entries(known.properties ?? {})
        .filter(() => this.#chance(0.85))
        .map(([name, each]) => [name, depth > 5 ? null : this.#value(each, depth + 1)])
      if (this.#chance(0.05))
        entries.push([this.#pick(['__proto__', 'constructor', 'x', '']), this.#pick(oddValues)])
      return Object.fromEntries(entries)
    }
    if (type === 'array') {
      const isLong = this.#chance(0.02) && this.#mayBeLong
      if (isLong) this.#mayBeLong = false
      const count = isLong ? 3000 : Math.floor(this.#random() * 4)
      return Array.from({ length: count }, () => this.#value(known.items ?? {}, depth + 1))
    }
    if (type === 'integer') return Math.floor(this.#random() * 1000)
    if (type === 'number') return (this.#random() - 0.5) * 360
    if (type === 'boolean') return this.#chance(0.5)
    return this.#text(known)
  }

  /** As a string, for a path or a query. */
  #text(schema: Schema): string {
    const known = this.#resolve(schema)
    if (this.#chance(0.25)) return String(this.#pick(oddValues))
    if (known.enum) return String(this.#pick(known.enum))
    if (known.format === 'date-time') return '2026-03-01T08:00:00+08:00'
    return this.#pick(plausible)
  }

  #resolve(schema: Schema): Schema {
    const name = schema.$ref?.split('/').at(-1)
    const known = name === undefined ? schema : (this.#document.components?.schemas?.[name] ?? {})
    return known.allOf?.[0] === undefined ? known : this.#resolve(known.allOf[0])
  }

  #pick<T>(from: readonly T[]): T {
    const found = from[Math.floor(this.#random() * from.length)]
    if (found === undefined && from.length === 0) throw new Error('nothing to pick from')
    return found as T
  }

  #chance(share: number): boolean {
    return this.#random() < share
  }

  /** mulberry32: small, and the same everywhere. */
  #random(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Half a surrogate pair cannot be written into an address; bodies carry it as it is. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
}

const plausible = [
  '1',
  '2',
  '10',
  'open',
  '340402',
  '117.0,32.6',
  '垃圾',
  'lj',
  '2026-03-01',
  'asc',
  'a1b2',
  '0.5',
  'true',
]
const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`
const long = 'x'.repeat(20_000)
const oddValues: readonly unknown[] = [
  ...[
    null,
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud800',
    '\u202e反',
    "'; drop table incident; --",
    '<script>',
    '%',
    '_',
    '\\',
    '../../etc/passwd',
  ],
  ...[
    -1,
    0,
    1.5,
    1e308,
    -1e308,
    2 ** 31 - 1,
    2 ** 31,
    -(2 ** 31) - 1,
    2 ** 53,
    2 ** 63,
    2 ** 53 + 2,
    Number.MIN_VALUE,
    '1e400',
    'NaN',
    '-0',
    '0x10',
    '１２',
  ],
  ...[
    true,
    [],
    {},
    [[]],
    { a: { b: [] } },
    '9999999999999999999999',
    '2026-02-30T00:00:00Z',
    '0000-00-00',
    '+292277026596-12-04',
  ],
  ...['(((((((((', '.*'.repeat(50), '😀'.repeat(50), long],
]
const oddBodies = [
  '',
  '{',
  'null',
  '[]',
  '"text"',
  '1e999',
  '{"a":1}{"b":2}',
  '\ufeff{}',
  deep,
  `"${long}"`,
  '{"__proto__":{"x":1}}',
]
const oddTypes = [
  'text/plain',
  'application/json; charset=utf-16',
  'multipart/form-data',
  'application/x-www-form-urlencoded',
  'json',
]
const oddMethods = ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'POST', 'PROPFIND']
const oddQueries = [
  'limit=-1',
  'limit=99999999999',
  'cursor=%00',
  'cursor=AAAA',
  'q=%ff%fe',
  'a[]=1&a[]=2',
  'x'.repeat(4000),
  '%',
  'limit=1&limit=2',
]
const oddHeaders: readonly Record<string, string>[] = [
  { cookie: 'jingwei-session=%00%ff; jingwei-session=x' },
  { cookie: `jingwei-session=${'A'.repeat(4000)}` },
  { authorization: 'Bearer ' },
  { authorization: `Bearer ${'A'.repeat(2000)}` },
  { authorization: 'Basic bm9ib2R5Om5vYm9keQ==' },
  { origin: 'https://elsewhere.example' },
  { 'last-event-id': '-1' },
  { 'if-none-match': '"x", W/"y", *' },
  { 'accept-encoding': 'br;q=nan, gzip;q=-1, *;q=2' },
  { 'accept-language': 'x'.repeat(500) },
  { range: 'bytes=99999999999-0,-1' },
  { 'x-forwarded-for': '999.1.1.1, ::, x', 'x-forwarded-proto': 'javascript' },
  { 'content-encoding': 'gzip' },
  { expect: '100-continue' },
]
