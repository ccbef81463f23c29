import { createHash } from 'node:crypto'
import { AwsClient } from 'aws4fetch'
import type { EvidenceStore } from './store.ts'

export interface BucketSettings {
  /** Of the bucket itself, with the endpoint's host: `https://s3.example.gov.cn/evidence`. */
  readonly url: string
  readonly region: string
  readonly keyId: string
  readonly secret: string
}

const isHash = /^[0-9a-f]{64}$/
/** A picture is a few megabytes; a service that takes longer is away. */
const patienceMs = 30_000
const attempts = 3

/**
 * Pictures in a bucket of an S3-compatible service (path style, Signature Version 4), each an object named by its hash. The hash is signed
 * too, so that the service refuses bytes that changed on the way; an object is there whole or not at all.
 */
export function openBucketStore({ url, region, keyId, secret }: BucketSettings): EvidenceStore {
  const base = url.replace(/\/+$/, '')
  const client = new AwsClient({
    accessKeyId: keyId,
    secretAccessKey: secret,
    region,
    service: 's3',
    retries: attempts - 1,
  })
  const addressOf = (hash: string) => {
    if (!isHash.test(hash)) throw new RangeError('not a sha256')
    return `${base}/${hash}`
  }
  const ask = async (address: string, init: RequestInit, accepted: readonly number[]): Promise<Response> => {
    const answer = await client.fetch(address, { ...init, signal: AbortSignal.timeout(patienceMs) })
    if (!accepted.includes(answer.status))
      throw new Error(`the bucket answered ${answer.status} to ${init.method}: ${await answer.text()}`)
    return answer
  }
  return {
    async put(bytes) {
      const hash = createHash('sha256').update(bytes).digest('hex')
      const headers = { 'content-type': 'application/octet-stream', 'x-amz-content-sha256': hash }
      await ask(addressOf(hash), { method: 'PUT', headers, body: Uint8Array.from(bytes) }, [200])
      return hash
    },
    async get(hash) {
      const answer = await ask(addressOf(hash), { method: 'GET' }, [200, 404])
      return answer.status === 404 ? null : new Uint8Array(await answer.arrayBuffer())
    },
    async has(hash) {
      return (await ask(addressOf(hash), { method: 'HEAD' }, [200, 404])).status === 200
    },
    async remove(hash) {
      await ask(addressOf(hash), { method: 'DELETE' }, [200, 204, 404])
    },
    async *list(before) {
      for (let next: string | null = ''; next !== null; ) {
        const query = new URLSearchParams({ 'list-type': '2' })
        if (next !== '') query.set('continuation-token', next)
        const page = readPage(await (await ask(`${base}?${query}`, { method: 'GET' }, [200])).text())
        for (const { key, at } of page.objects) if (at < before && isHash.test(key)) yield key
        next = page.next
      }
    },
  }
}

/** A page of `ListObjectsV2`. Hashes and times have no characters that XML would write in another way; a token may. */
function readPage(xml: string): { objects: { key: string; at: Date }[]; next: string | null } {
  const objects = [...xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, object = '']) => ({
    key: textOf(object, 'Key') ?? '',
    at: new Date(textOf(object, 'LastModified') ?? Number.NaN),
  }))
  const isCut = textOf(xml, 'IsTruncated') === 'true'
  return { objects, next: isCut ? textOf(xml, 'NextContinuationToken') : null }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function textOf(xml: string, element: string): string | null {
  const text = new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1]
  if (text === undefined) return null
  return text.replace(/&(#x?[\da-f]+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name] ?? whole
    return String.fromCodePoint(Number(name.startsWith('#x') ? `0${name.slice(1)}` : name.slice(1)))
  })
}
