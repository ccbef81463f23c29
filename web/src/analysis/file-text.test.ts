import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { csvText, geojsonText } from './file-text.ts'

const imprint = { title: '案件数', lines: ['时段：全部', '筛选：类别 暴露垃圾'], synthetic: '全部为合成数据' }
const areas = [
  { key: 'T1', name: '=cmd|"x"', value: 1.5, count: 3, isSmall: true, geometry: null },
  {
    key: '14:1/2,1/3',
    name: null,
    value: -2,
    count: 4,
    isSmall: false,
    geometry: { type: 'Point' as const, coordinates: [1, 2] },
  },
]

test('a table says what it is, and no cell is a formula', () => {
  const text = csvText(imprint, ['key', 'name', 'value', 'cases', 'few'], areas)
  expect(
    text.startsWith('\uFEFF# 案件数\r\n# 时段：全部\r\n# 筛选：类别 暴露垃圾\r\n# 全部为合成数据\r\n'),
  ).toBe(true)
  const rows: string[][] = parse(text, { bom: true, comment: '#', comment_no_infix: true })
  expect(rows).toEqual([
    ['key', 'name', 'value', 'cases', 'few'],
    ['T1', `'=cmd|"x"`, '1.5', '3', '1'],
    ['14:1/2,1/3', '', '-2', '4', '0'],
  ])
})

test('map data says so too', () => {
  const data = JSON.parse(geojsonText(imprint, areas))
  expect(data).toMatchObject({ title: '案件数', synthetic: '全部为合成数据', about: imprint.lines })
  expect(data.features).toEqual([
    {
      type: 'Feature',
      properties: { key: '14:1/2,1/3', name: null, value: -2, cases: 4, fewCases: false },
      geometry: { type: 'Point', coordinates: [1, 2] },
    },
  ])
})
