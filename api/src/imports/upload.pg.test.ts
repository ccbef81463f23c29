import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { freshDatabase } from '../../../tests/support/database.ts'
import { rightsCity } from '../../../tests/support/rights-city.ts'
import { runningApi } from '../../../tests/support/running-api.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { selectAccount } from '../access/queries.ts'
import { openSession } from '../access/session.ts'
import type { ProblemBody } from '../problem.ts'
import type { Service } from '../service.ts'
import { GridImport, GridImports } from './contract.ts'
import { settleImports } from './run-import.ts'

/** What a program outside sends as a form, through a socket as it sends it. */
const dataDir = mkdtempSync(join(tmpdir(), 'jingwei-upload-'))
const folder = join(dataDir, 'imports')
let service: Service
let url: string
let cookie: string
beforeAll(async () => {
  service = testService(await freshDatabase(), { DATA_DIR: dataDir })
  const ctx = testContext(service)
  await rightsCity(ctx)
  const account = await selectAccount(ctx.sql, 'commander', ctx.now)
  if (account === undefined) throw new Error('no account')
  cookie = `jingwei-session=${(await openSession(ctx, account)).token}`
  url = await runningApi(service)
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

type Part = readonly [field: string, content: string | Uint8Array, fileName?: string]

function form(...parts: Part[]): FormData {
  const body = new FormData()
  for (const [field, content, fileName] of parts) {
    if (fileName === undefined) body.append(field, String(content))
    else body.append(field, new Blob([Uint8Array.from(Buffer.from(content))]), fileName)
  }
  return body
}

/** @returns `201`, or what it was refused with: `400 unknown-field datum` */
async function sent(body: FormData): Promise<string> {
  const answer = await fetch(`${url}/api/imports`, { method: 'POST', body, headers: { cookie } })
  if (answer.ok) return String(answer.status)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  const { code, field, status }: ProblemBody = await answer.json()
  expect(status).toBe(answer.status)
  return [status, code, field].filter(part => part !== undefined).join(' ')
}

const ask = (path: string, method = 'GET') => fetch(url + path, { method, headers: { cookie } })
const importsOf = async () => GridImports.parse(await (await ask('/api/imports')).json()).imports
const importOf = async (id: number) => GridImport.parse(await (await ask(`/api/imports/${id}`)).json())
const taken = async (name: string, content: string | Uint8Array): Promise<number> => {
  const body = form(['file', content, name])
  const answer = await fetch(`${url}/api/imports`, { method: 'POST', body, headers: { cookie } })
  expect(answer.status).toBe(201)
  return GridImport.parse(await answer.json()).id
}

const large = 'x'.repeat(1_000_000)

describe('a form', () => {
  test.each<[what: string, parts: Part[], answer: string]>([
    ['without anything', [], '400 bad-field file'],
    ['whose file is called otherwise', [['datei', large, 'a.json']], '400 unknown-field datei'],
    ['whose file is a text', [['file', '{}']], '400 bad-field file'],
    ['with a second file', [['file', large, 'a.json'], ['file', large, 'b.json']], '400 bad-field file'], // biome-ignore format: one line a row
    ['with a file too many', [['file', large, 'a.json'], ['prj', large, 'b.prj']], '400 unknown-field prj'], // biome-ignore format: one line a row
    ['with a field before it', [['datum', 'gcj02'], ['file', large, 'a.json']], '400 unknown-field datum'], // biome-ignore format: one line a row
    ['with a large field behind it', [['file', large, 'a.json'], ['note', large]], '400 unknown-field note'], // biome-ignore format: one line a row
  ])('%s is refused at once and leaves nothing behind', async (_, parts, answer) => {
    expect(await sent(form(...parts))).toBe(answer)
    expect(await importsOf()).toEqual([])
    expect(readdirSync(folder)).toEqual([])
  })

  test('that breaks off in the middle leaves nothing behind, and others go on', async () => {
    const head = `POST /api/imports HTTP/1.1\r\nHost: localhost\r\nCookie: ${cookie}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 900000\r\n\r\n`
    const part = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.json"\r\n\r\n{"type":'
    await new Promise<void>(resolve => {
      const { hostname, port } = new URL(url)
      const socket = connect(Number(port), hostname, () => socket.write(head + part))
      // gone as soon as the file is being written
      const look = setInterval(() => readdirSync(folder).length > 0 && socket.destroy(), 5)
      socket.on('close', () => {
        clearInterval(look)
        resolve()
      })
    })
    await vi.waitFor(() => expect(readdirSync(folder)).toEqual([]))
    expect(await importsOf()).toEqual([])
  })

  test('that says it is larger than is taken is refused before it is sent', async () => {
    const heard = await new Promise<string>(resolve => {
      const { hostname, port } = new URL(url)
      const socket = connect(Number(port), hostname, () =>
        socket.write(
          `POST /api/imports HTTP/1.1\r\nHost: localhost\r\nCookie: ${cookie}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 300000000\r\n\r\n`,
        ),
      )
      socket.once('data', bytes => {
        resolve(bytes.toString('latin1'))
        socket.destroy()
      })
    })
    expect(heard).toMatch(/^HTTP\/1\.1 413 /)
  })

  test.each([
    ['application/json', '{}', '415 unsupported-media-type'],
    ['application/octet-stream', '{}', '415 unsupported-media-type'],
    ['multipart/form-data', 'x', '415 unsupported-media-type'],
    ['multipart/form-data; charset=utf-8', 'x', '400 bad-field file'],
    ['multipart/form-data; boundary=x', '--x--', '400 bad-field file'],
  ])('%s with %s', async (type, body, refusal) => {
    const headers = { cookie, 'content-type': type }
    const answer = await fetch(`${url}/api/imports`, { method: 'POST', body, headers })
    const { status, code, field }: ProblemBody = await answer.json()
    expect([status, code, field].filter(each => each !== undefined).join(' ')).toBe(refusal)
  })
})

test('by another method it is told which ones there are', async () => {
  const headers = { cookie, 'content-type': 'application/json' }
  const answer = await fetch(`${url}/api/imports`, { method: 'PATCH', body: '{}', headers })
  expect(answer.status).toBe(405)
  expect(answer.headers.get('allow')).toBe('GET, HEAD, POST')
})

describe('a file', () => {
  test.each<[what: string, name: string, content: () => string | Uint8Array, code: string]>([
    ['empty', 'a.geojson', () => '', 'unknown-format'],
    ['zipped, that leads out of its folder', 'a.zip', () => zipSync({ '../../a.json': strToU8('{}') }), 'zip-path'], // biome-ignore format: one line a row
    ['zipped, that swells', 'b.zip', () => zipSync({ 'a.json': new Uint8Array(3_000_000) }), 'zip-bomb'],
  ])('%s is taken, and failed with why', async (_, name, content, code) => {
    const id = await taken(name, content())
    await settleImports(testContext(service))
    expect(await importOf(id)).toMatchObject({ file: name, state: 'failed', step: null, failure: { code } })
  })

  test('that takes long says what is being done, is cancelled, and the next one takes its turn', async () => {
    await writeStepsDown()
    const slow = await taken('slow.json', lattice(40, 30))
    const next = await taken('next.json', lattice(2, 1))
    await vi.waitFor(
      async () => {
        const { step } = await importOf(slow)
        expect((await ask('/api/health')).status).toBe(200)
        expect(step).toBe('shapes')
      },
      { timeout: 30_000, interval: 10 },
    )
    expect((await importOf(next)).step).toBe('waiting')
    const stopped = await ask(`/api/imports/${slow}`, 'DELETE')
    expect(GridImport.parse(await stopped.json())).toMatchObject({ state: 'cancelled', step: null })
    expect(readdirSync(folder)).not.toContain(String(slow))
    await settleImports(testContext(service))
    expect(await importOf(slow)).toMatchObject({ state: 'cancelled', report: null })
    expect(await importOf(next)).toMatchObject({ state: 'checked', step: null })
    const steps = (await stepsOf(slow)).filter((step, i, all) => step !== all[i - 1])
    expect(steps).toEqual(['waiting', 'reading', 'rows', 'shapes', null])
  })
})

/** The throw-away database of this file. */
function sql() {
  return testContext(service).sql
}

/** By the database: one that is over within a moment is seen too. */
async function writeStepsDown(): Promise<void> {
  await sql()`create table step_told (place int generated always as identity, import_id int, step text)`
  await sql()`
    create function write_step_down() returns trigger language plpgsql as $$
    begin insert into step_told (import_id, step) values (new.id, new.step); return null; end $$`
  await sql()`
    create trigger write_step_down after insert or update on grid_import for each row execute function write_step_down()`
}

async function stepsOf(id: number): Promise<(string | null)[]> {
  const rows = await sql()<{ step: string | null }[]>`
    select step from step_told where import_id = ${id} order by place`
  return rows.map(({ step }) => step)
}

/** Cells side by side with wiggly borders: many vertices take long. */
function lattice(cells: number, points: number): string {
  const side = 0.003 / cells
  const along = (t: number) => (t % points === 0 ? 0 : 0.2 * side * Math.sin(9 * t))
  const features = Array.from({ length: cells * cells }, (_, n) => {
    const [i, j] = [n % cells, Math.floor(n / cells)]
    const steps = Array.from({ length: points }, (_, t) => t)
    const back = steps.map(t => points - t)
    const across = (row: number) => (t: number) => [(i + t / points) * side, row * side + along(t)]
    const up = (column: number) => (t: number) => [column * side + along(t), (j + t / points) * side]
    const ring = [
      ...steps.map(across(j)),
      ...steps.map(up(i + 1)),
      ...back.map(across(j + 1)),
      ...back.map(up(i)),
    ]
    const coordinates = [[...ring, ring[0]]]
    return { type: 'Feature', properties: { code: `L${n}` }, geometry: { type: 'Polygon', coordinates } }
  })
  return JSON.stringify({ type: 'FeatureCollection', features })
}
