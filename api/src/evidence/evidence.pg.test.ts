import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../../tests/support/database.ts'
import { type Incidents, reportEverywhere, rightsCity } from '../../../tests/support/rights-city.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { selectAccount } from '../access/queries.ts'
import { openSession } from '../access/session.ts'
import { createApp } from '../app.ts'
import type { Ctx } from '../context.ts'
import { showIncident } from '../incidents/show-incident.ts'
import { verifyCases } from '../moves/verify-cases.ts'
import type { ProblemBody } from '../problem.ts'
import type { Service } from '../service.ts'
import { AddedPhoto, mostPhotos, Photos } from './contract.ts'
import { sweepOrphans } from './let-go.ts'
import { gifBomb, jpeg, jpegOfAPlace, jpegSegments, photoForm } from './testing/photos.ts'

let service: Service
let ctx: Ctx
let app: ReturnType<typeof createApp>
let incidents: Incidents
beforeAll(async () => {
  service = testService(await freshDatabase())
  ctx = testContext(service)
  await rightsCity(ctx)
  incidents = await reportEverywhere(ctx)
  app = createApp(service)
})

type Who = 'commander' | 'lead' | 'worker' | 'department' | 'auditor' | 'wall' | 'analyst' | null

async function ask(
  who: Who,
  method: string,
  path: string,
  body?: FormData | object,
  headers = {},
): Promise<Response> {
  const account = who === null ? undefined : await selectAccount(ctx.sql, who, new Date())
  const cookie =
    account && `jingwei-session=${(await openSession({ ...ctx, now: new Date() }, account)).token}`
  const isForm = body instanceof FormData
  return app.request(path, {
    method,
    headers: {
      ...(cookie === undefined ? {} : { cookie }),
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  })
}

const photosOf = (id: number) => `/api/incidents/${id}/photos`
const add = (who: Who, id: number, form: FormData, headers = {}) =>
  ask(who, 'POST', photosOf(id), form, headers)

async function added(who: Who, id: number, form: FormData, headers = {}): Promise<AddedPhoto> {
  const answer = await add(who, id, form, headers)
  expect(answer.status, await answer.clone().text()).toBe(201)
  return AddedPhoto.parse(await answer.json())
}

async function listed(who: Who, id: number): Promise<Photos['photos']> {
  return Photos.parse(await (await ask(who, 'GET', photosOf(id))).json()).photos
}

async function refusal(answer: Response): Promise<string> {
  const { status, code }: ProblemBody = await answer.json()
  return `${status} ${code}`
}

const stored = async () => {
  const hashes = []
  for await (const hash of service.evidence.list(new Date(Date.now() + 60_000))) hashes.push(hash)
  return hashes
}

test('a photo is in the case’s log with its hash, and what is served has that hash and no place', async () => {
  const before = await showIncident(ctx, incidents.A1)
  const photo = await added('worker', incidents.A1, photoForm(await jpegOfAPlace(), 'after'))
  expect(photo).toMatchObject({
    kind: 'after',
    rev: before.rev + 1,
    exifPlace: { lon: 117.01, lat: 32.6301 },
  })

  const { events, rev } = await showIncident(ctx, incidents.A1)
  expect(rev).toBe(photo.rev)
  expect(events.at(-1)).toMatchObject({
    verb: 'attach',
    status: 'reported',
    data: { photo: photo.id, kind: 'after', hash: photo.hash },
  })
  expect(await verifyCases(ctx)).toMatchObject({ sound: true })

  const picture = await ask('lead', 'GET', `/api/photos/${photo.id}?size=full`)
  const bytes = new Uint8Array(await picture.arrayBuffer())
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(photo.hash)
  expect(jpegSegments(bytes).map(({ marker }) => marker)).not.toContain(0xe1)
  expect(picture.headers.get('content-type')).toBe('image/jpeg')
  expect(picture.headers.get('x-content-type-options')).toBe('nosniff')
  expect(picture.headers.get('content-disposition')).toMatch(/^inline; filename="[0-9a-f]+\.jpg"$/)
  expect(picture.headers.get('cache-control')).toBe('private, no-cache')
  const etag = picture.headers.get('etag') ?? ''
  const again = await ask('lead', 'GET', `/api/photos/${photo.id}?size=full`, undefined, {
    'if-none-match': etag,
  })
  expect(again.status).toBe(304)
  expect((await ask('lead', 'GET', `/api/photos/${photo.id}?size=thumb`)).headers.get('content-type')).toBe(
    'image/webp',
  )

  const reads = await ctx.sql`select actor, data from audit_event where verb = 'photo.read' order by seq`
  expect(reads).toEqual([
    { actor: 'lead', data: { photo: photo.id } },
    { actor: 'lead', data: { photo: photo.id } },
  ])
})

test('the same key with the same photo is one photo; with another one it is refused', async () => {
  const key = { 'idempotency-key': 'photo-of-the-kerb' }
  const bytes = await jpeg(50, 50)
  const first = await added('worker', incidents.A1, photoForm(bytes), key)
  const count = (await listed('worker', incidents.A1)).length
  const again = await add('worker', incidents.A1, photoForm(bytes), key)
  expect(again.status).toBe(200)
  expect(AddedPhoto.parse(await again.json())).toMatchObject({ id: first.id, hash: first.hash })
  expect(await refusal(await add('worker', incidents.A1, photoForm(bytes, 'after'), key))).toBe(
    '409 idempotency-conflict',
  )
  expect(await refusal(await add('worker', incidents.A1, photoForm(await jpeg(51, 50)), key))).toBe(
    '409 idempotency-conflict',
  )
  expect(
    await refusal(await add('worker', incidents.A1, photoForm(bytes), { 'idempotency-key': 'short' })),
  ).toBe('400 bad-field')
  expect(await listed('worker', incidents.A1)).toHaveLength(count)
})

test('a photo makes no move stale, and a move sent twice is one', async () => {
  const { rev } = await showIncident(ctx, incidents.queue)
  await added('commander', incidents.queue, photoForm(await jpeg(9, 9)))
  const file = () => ask('commander', 'POST', `/api/incidents/${incidents.queue}/moves/file`, { rev })
  expect((await file()).status).toBe(200)
  await added('commander', incidents.queue, photoForm(await jpeg(9, 8)))
  expect((await file()).status).toBe(200)
  const { events } = await showIncident(ctx, incidents.queue)
  expect(events.slice(rev).map(event => event.verb)).toEqual(['attach', 'file', 'attach'])
  const comment = { rev, note: '看过了' }
  const late = await ask('commander', 'POST', `/api/incidents/${incidents.queue}/moves/comment`, comment)
  expect(await refusal(late)).toBe('409 stale-revision')
})

test('many at once are all kept, each with a revision of its own', async () => {
  const forms = await Promise.all([10, 11, 12, 13, 14].map(async size => photoForm(await jpeg(size, size))))
  const photos = await Promise.all(forms.map(form => added('lead', incidents.A2, form)))
  expect(new Set(photos.map(photo => photo.rev)).size).toBe(5)
  expect((await listed('lead', incidents.A2)).map(photo => photo.id)).toEqual(
    photos.map(photo => photo.id).sort((a, b) => a - b),
  )
})

test('only those within whose reach the case is see its photos, and nobody else learns of one', async () => {
  const { id } = await added('commander', incidents.B1, photoForm(await jpeg()))
  const answers = async (who: Who) => [
    (await ask(who, 'GET', photosOf(incidents.B1))).status,
    (await ask(who, 'GET', `/api/photos/${id}?size=thumb`)).status,
    (await ask(who, 'GET', `/api/photos/${id + 1000}?size=thumb`)).status,
    (await add(who, incidents.B1, photoForm(await jpeg()))).status,
  ]
  expect(await answers('commander')).toEqual([200, 200, 404, 201])
  for (const who of ['lead', 'worker', 'department'] as const)
    expect(await answers(who), who).toEqual([404, 404, 404, 403])
  for (const who of ['auditor', 'analyst', 'wall'] as const)
    expect(await answers(who), who).toEqual([403, 403, 403, 403])
  expect(await answers(null)).toEqual([401, 401, 401, 401])
})

test('one that is removed is gone from the store, and the log says why; a picture that another photo needs stays', async () => {
  const bytes = await jpeg(33, 33)
  const [first, second] = [
    await added('worker', incidents.A1, photoForm(bytes)),
    await added('lead', incidents.A2, photoForm(bytes)),
  ]
  const remove = (who: Who, id: number) =>
    ask(who, 'POST', `/api/photos/${id}/removal`, { reason: '拍错了地方' })
  expect(first.hash).toBe(second.hash)
  expect((await remove('worker', second.id)).status).toBe(403)

  const left = Photos.parse(await (await remove('worker', first.id)).json())
  expect(left.photos.map(photo => photo.id)).not.toContain(first.id)
  expect((await ask('lead', 'GET', `/api/photos/${first.id}`)).status).toBe(404)
  expect((await ask('lead', 'GET', `/api/photos/${second.id}`)).status).toBe(200)
  expect((await remove('commander', first.id)).status).toBe(404)
  expect(await stored()).toContain(first.hash)

  expect((await remove('lead', second.id)).status).toBe(200)
  expect(await stored()).not.toContain(first.hash)
  const { events } = await showIncident({ ...ctx, actor: { ...ctx.actor, role: 'commander' } }, incidents.A2)
  expect(events.at(-1)).toMatchObject({
    verb: 'detach',
    actor: 'lead',
    data: { photo: second.id, hash: second.hash, note: '拍错了地方' },
  })
})

test('a worker removes what is their own, a lead what is anybody’s', async () => {
  const own = await added('worker', incidents.A1, photoForm(await jpeg(20, 21)))
  const other = await added('commander', incidents.A1, photoForm(await jpeg(20, 22)))
  const flags = async (who: Who) =>
    Object.fromEntries((await listed(who, incidents.A1)).map(photo => [photo.id, photo.removable]))
  expect(await flags('worker')).toMatchObject({ [own.id]: true, [other.id]: false })
  expect(await flags('lead')).toMatchObject({ [own.id]: true, [other.id]: true })
})

test.each([
  ['HTML with the name and type of a photo', () => Buffer.from('<html>'), '415 unsupported-media-type'],
  ['a GIF bomb', () => gifBomb, '415 unsupported-media-type'],
  ['half a JPEG', async () => (await jpeg(640, 480)).subarray(0, 1500), '422 bad-picture'],
] as const)('%s is refused, and nothing is left of it', async (_, make, expected) => {
  const before = [await listed('worker', incidents.A1), await stored()]
  expect(await refusal(await add('worker', incidents.A1, photoForm(Buffer.from(await make()))))).toBe(
    expected,
  )
  expect([await listed('worker', incidents.A1), await stored()]).toEqual(before)
})

test('30 MB are refused before they are read', async () => {
  const answer = await add('worker', incidents.A1, photoForm(new Uint8Array(30 * 1024 * 1024)))
  expect(await refusal(answer)).toBe('413 body-too-large')
})

test('what is no form with a photo and its kind is refused', async () => {
  const without = new FormData()
  without.set('kind', 'before')
  expect(await refusal(await add('worker', incidents.A1, without))).toBe('400 bad-field')
  expect(await refusal(await add('worker', incidents.A1, photoForm(await jpeg(), 'during')))).toBe(
    '400 bad-field',
  )
  const more = photoForm(await jpeg())
  more.set('extra', 'x')
  expect(await refusal(await add('worker', incidents.A1, more))).toBe('400 unknown-field')
  expect(await refusal(await ask('worker', 'POST', photosOf(incidents.A1), { photo: 'x' }))).toBe(
    '415 unsupported-media-type',
  )
  expect(await refusal(await ask('worker', 'POST', '/api/incidents', photoForm(await jpeg())))).toBe(
    '415 unsupported-media-type',
  )
  expect(await refusal(await add('commander', 999_999, photoForm(await jpeg())))).toBe('404 not-found')
})

test('a case takes so many photos and no more', async () => {
  for (let i = (await listed('commander', incidents.queue)).length; i < mostPhotos; i++)
    await added('commander', incidents.queue, photoForm(await jpeg(16, 16 + i)))
  expect(await refusal(await add('commander', incidents.queue, photoForm(await jpeg(99, 9))))).toBe(
    '409 too-many-photos',
  )
})

test('a crash between picture and row leaves no row, and the picture goes with the next start', async () => {
  const before = await listed('lead', incidents.A2)
  const { remove } = service.evidence
  service.evidence.remove = () => Promise.reject(new Error('the process was killed'))
  await ctx.sql`alter table photo add constraint broken check (width <> 777)`
  expect((await add('lead', incidents.A2, photoForm(await jpeg(777, 10)))).status).toBe(500)
  await ctx.sql`alter table photo drop constraint broken`
  service.evidence.remove = remove
  expect(await listed('lead', incidents.A2)).toEqual(before)

  const kept = await ctx.sql<{ hash: string }[]>`
    select encode(hash, 'hex') as hash from photo where removed_at is null
    union select encode(thumb_hash, 'hex') from photo where removed_at is null`
  const orphans = (await stored()).length - kept.length
  expect(orphans).toBe(2)
  expect(await sweepOrphans(ctx, service.evidence)).toBe(0)
  expect(await sweepOrphans({ ...ctx, now: new Date(Date.now() + 2 * 3_600_000) }, service.evidence)).toBe(2)
  expect((await stored()).sort()).toEqual(kept.map(row => row.hash).sort())
})

test('a picture that is not what was kept is not served', async () => {
  const photo = await added('worker', incidents.A1, photoForm(await jpeg(70, 7)))
  const { get } = service.evidence
  service.evidence.get = async hash => {
    const bytes = await get(hash)
    return bytes && Uint8Array.from(bytes, (value, i) => (i === 100 ? value ^ 1 : value))
  }
  expect((await ask('lead', 'GET', `/api/photos/${photo.id}`)).status).toBe(404)
  service.evidence.get = get
  expect((await ask('lead', 'GET', `/api/photos/${photo.id}`)).status).toBe(200)
})
