import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BucketSettings } from '../bucket-store.ts'

/** A bucket on loopback that checks signatures by the letter of Signature Version 4, on its own: it shares nothing with the client. */
export interface BucketDouble extends BucketSettings {
  /** What was refused, as code and method. */
  readonly refused: string[]
  /** The next requests are answered 503, so many. */
  failNext(requests: number): void
  close(): Promise<void>
}

const region = 'test-1'
const keyId = 'AKIDTEST'
const secret = 'a secret/with+signs='
/** Two objects a page: pages are followed. */
const pageSize = 2
const skewMs = 15 * 60_000

export async function bucketDouble(): Promise<BucketDouble> {
  const kept = new Map<string, { bytes: Buffer; at: Date }>()
  const refused: string[] = []
  let failing = 0
  const server = createServer(async (request, answer) => {
    const body = await bodyOf(request)
    const url = new URL(request.url ?? '/', 'http://localhost')
    const key = url.pathname.replace(/^\/evidence\/?/, '')
    const end = (status: number, sent: string | Buffer = '') => {
      if (status >= 400) refused.push(`${status} ${request.method}`)
      answer.writeHead(status).end(request.method === 'HEAD' ? '' : sent)
    }
    if (failing > 0) {
      failing--
      return end(503)
    }
    if (!isSigned(request, url, body)) return end(403)
    const found = kept.get(key)
    if (request.method === 'PUT') {
      kept.set(key, found ?? { bytes: body, at: new Date() })
      return end(200)
    }
    if (request.method === 'DELETE') {
      kept.delete(key)
      return end(204)
    }
    if (key === '') return end(200, listing([...kept], url.searchParams.get('continuation-token')))
    return found === undefined ? end(404) : end(200, found.bytes)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    ...{ url: `http://127.0.0.1:${port}/evidence`, region, keyId, secret, refused },
    failNext: requests => {
      failing = requests
    },
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}

function listing(objects: readonly [string, { at: Date }][], token: string | null): string {
  const from = token === null ? 0 : Number(token.replace('&', ''))
  const sorted = [...objects].sort(([a], [b]) => (a < b ? -1 : 1))
  const cut = from + pageSize < sorted.length
  const contents = sorted
    .slice(from, from + pageSize)
    .map(
      ([key, { at }]) =>
        `<Contents><Key>${key}</Key><LastModified>${at.toISOString()}</LastModified></Contents>`,
    )
  const next = cut ? `<NextContinuationToken>&amp;${from + pageSize}</NextContinuationToken>` : ''
  return `<ListBucketResult><IsTruncated>${cut}</IsTruncated>${contents.join('')}${next}</ListBucketResult>`
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()

/** The steps of the AWS documentation, "Signature Calculations for the Authorization Header". */
function isSigned({ method, headers }: IncomingMessage, url: URL, body: Buffer): boolean {
  const given =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    )
  const [, credential = '', signed = '', signature = ''] = given ?? []
  const date = String(headers['x-amz-date'] ?? '')
  const payload = String(headers['x-amz-content-sha256'] ?? '')
  const scope = `${date.slice(0, 8)}/${region}/s3/aws4_request`
  const at = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  if (credential !== `${keyId}/${scope}` || !(Math.abs(Date.now() - at) < skewMs)) return false
  if (payload !== 'UNSIGNED-PAYLOAD' && payload !== sha256(body)) return false
  const names = signed.split(';')
  if (!['host', 'x-amz-date', 'x-amz-content-sha256'].every(name => names.includes(name))) return false
  const query = [...url.searchParams]
    .map(([key, value]) => `${encoded(key)}=${encoded(value)}`)
    .sort()
    .join('&')
  const canonical = [
    ...[method, url.pathname, query],
    ...names.map(name => `${name}:${String(headers[name]).trim().replace(/ +/g, ' ')}`),
    ...['', signed, payload],
  ].join('\n')
  const text = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, date.slice(0, 8)), region), 's3'), 'aws4_request')
  return timingSafeEqual(hmac(key, text), Buffer.from(signature, 'hex'))
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
