import { read as readBook, utils } from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import { beforeAll, expect, test } from 'vitest'
import { type ApiClient, apiClient } from '../../../tests/support/api-client.ts'
import { townDatabase } from '../../../tests/support/city-database.ts'
import { gridCode, middleOf, town } from '../../../tests/support/sample-town.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { IncidentPage, ReportedIncident } from '../incidents/contract.ts'
import type { Service } from '../service.ts'
import { exportIncidents } from './export-incidents.ts'

const formula = '=HYPERLINK("http://127.0.0.1","1")'
const [lon, lat] = middleOf(10)

let service: Service
let api: ApiClient
beforeAll(async () => {
  service = testService(await townDatabase())
  api = apiClient(service)
  const reporter = { name: '赵钱孙', phone: '0554-6640000' }
  await api.send(ReportedIncident, '/api/incidents', { lon, lat, classCode: 'E01', title: formula, reporter })
  const outside = { lon: town.gap[0], lat: town.gap[1], classCode: 'E01', title: '缺口里的事' }
  await api.send(ReportedIncident, '/api/incidents', outside)
})

type Line = Record<string, string>

async function csv(query = ''): Promise<Line[]> {
  const answer = await api.ask('GET', `/api/incidents.csv${query}`)
  expect(answer.status).toBe(200)
  return parse(Buffer.from(await answer.arrayBuffer()), { bom: true, columns: true })
}

async function xlsx(query = ''): Promise<Record<string, string | number>[]> {
  const answer = await api.ask('GET', `/api/incidents.xlsx${query}`)
  expect(answer.status).toBe(200)
  const book = readBook(Buffer.from(await answer.arrayBuffer()))
  const [sheet] = Object.values(book.Sheets)
  if (sheet === undefined) throw new Error('no sheet')
  return utils.sheet_to_json(sheet)
}

const listed = async (query = '') =>
  (await api.read(IncidentPage, `/api/incidents?limit=500${query.replace('?', '&')}`)).incidents

test.each([
  '',
  '?status=open',
  `?grid=${gridCode(10, 0, 4)}`,
  '?class=E01&status=finished',
  '?reason=outside',
  '?q=缺口',
])('both files hold exactly the rows of the list: %s', async query => {
  const numbers = (await listed(query)).map(incident => incident.number)
  expect(numbers.length).toBeGreaterThan(0)
  expect((await csv(query)).map(line => line.案件编号)).toEqual(numbers)
  expect((await xlsx(query)).map(line => line.案件编号)).toEqual(numbers)
})

test('a row says in words what the list says in codes, by the city’s clock', async () => {
  const [incident] = await listed(`?q=${encodeURIComponent(formula)}`)
  const [line] = await csv(`?q=${encodeURIComponent(formula)}`)
  expect(line).toMatchObject({
    案件编号: incident?.number,
    状态: '信息收集',
    类别编码: 'E01',
    标题: `'${formula}`,
    派单依据: '网格内',
    所属网格编码: gridCode(10, 3, 4),
    合成数据: '否',
  })
  const time = line?.['上报时间（Asia/Shanghai）'] ?? ''
  expect(time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+08:00$/)
  expect(Math.abs(Date.parse(time) - Date.parse(incident?.reportedAt ?? ''))).toBeLessThan(1000)
  expect(Number(line?.['经度（CGCS2000）'])).toBeCloseTo(lon, 7)
})

test('a row tells when handling is due, and how that stands', async () => {
  const overdue = await csv('?status=handling&due=overdue')
  expect(overdue.length).toBeGreaterThan(0)
  expect(new Set(overdue.map(line => line.时限))).toEqual(new Set(['超期']))
  for (const line of overdue)
    expect(Date.parse(line['处理期限（Asia/Shanghai）'] ?? '')).toBeLessThan(Date.now())
})

test('one column for each level of the city, empty outside the grids', async () => {
  const [inside] = await xlsx(`?q=${encodeURIComponent(formula)}`)
  const [outside] = await csv('?reason=outside')
  const levels = Object.keys(outside ?? {}).slice(8, 12)
  expect(levels.map(level => outside?.[level])).toEqual(['', '', '', ''])
  expect(levels.every(level => inside?.[level] !== undefined)).toBe(true)
  expect(inside?.标题).toBe(formula)
})

test('nobody’s name or telephone number is in a file', async () => {
  const answer = await api.ask('GET', '/api/incidents.csv')
  const text = await answer.text()
  expect(text).toContain('HYPERLINK')
  expect(text).not.toMatch(/赵钱孙|6640000/)
})

test('a file is named, not kept, and not packed on the way', async () => {
  const answer = await api.ask('GET', '/api/incidents.csv', undefined, { 'accept-encoding': 'gzip, br' })
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(answer.headers.get('content-disposition')).toMatch(
    /^attachment; filename="incidents-\d{4}-\d\d-\d\d\.csv"$/,
  )
  expect(answer.headers.get('cache-control')).toBe('no-store, no-transform')
  expect(answer.headers.get('content-encoding')).toBeNull()
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  await answer.body?.cancel()
})

test('an empty list is a header alone', async () => {
  expect(await csv('?q=没有这样的事')).toEqual([])
  expect(await xlsx('?q=没有这样的事')).toEqual([])
})

test('bad filters and too many rows are refused before anything is sent', async () => {
  expect(await api.refusal('/api/incidents.csv?grid=T9')).toBe('404 unknown-grid grid')
  expect(await api.refusal('/api/incidents.xlsx?limit=5')).toBe('400 unknown-field limit')
  const all = await listed()
  await expect(
    exportIncidents(testContext(service), {}, { file: all.length - 1, page: 10 }),
  ).rejects.toMatchObject({
    code: 'too-many-rows',
    detail: { limit: all.length - 1 },
  })
  await expect(
    exportIncidents(testContext(service), {}, { file: all.length, page: 10 }),
  ).resolves.toBeDefined()
})

test('rows are read in parts that neither lose nor double one', async () => {
  const table = await exportIncidents(testContext(service), {}, { file: 100, page: 7 })
  const numbers: unknown[] = []
  for await (const rows of table.rows) {
    expect(rows.length).toBeLessThanOrEqual(7)
    numbers.push(...rows.map(([number]) => number))
  }
  expect(new Set(numbers).size).toBe(numbers.length)
  expect(numbers).toHaveLength((await listed()).length)
})
