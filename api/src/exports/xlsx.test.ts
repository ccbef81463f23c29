import { read, utils } from '@e965/xlsx'
import { expect, test } from 'vitest'
import type { Cell } from './table.ts'
import { xlsxOf } from './xlsx.ts'

async function* written(rows: AsyncIterable<readonly Cell[][]>) {
  const columns = ['案件编号', '标题', '经度'].map(header => ({ header, width: 10 }))
  yield* xlsxOf({ name: '案件', columns, rows })
}

/** As another program reads it. */
async function sheetOf(...rows: Cell[][]) {
  const parts: Uint8Array[] = []
  const pages = async function* () {
    for (const row of rows) yield [row]
  }
  for await (const part of written(pages())) parts.push(part)
  const book = read(Buffer.concat(parts), { cellFormula: true })
  expect(book.SheetNames).toEqual(['案件'])
  const sheet = book.Sheets.案件
  if (sheet === undefined) throw new Error('no sheet')
  return sheet
}

test('numbers are numbers, text is text, nothing is nothing', async () => {
  const sheet = await sheetOf(['20260301-000001', '甲', 117.5], [null, '乙', -0.25])
  expect(utils.sheet_to_json(sheet, { header: 1 })).toEqual([
    ['案件编号', '标题', '经度'],
    ['20260301-000001', '甲', 117.5],
    [undefined, '乙', -0.25],
  ])
})

test.each(['=1+1', '@SUM(A1)', '<b>&amp;"\'', '行\n行', ' blank ', '😀', '_x0041_', ']]>'])(
  '%j is kept as text',
  async text => {
    const cell = (await sheetOf([text])).A2
    expect(cell).toMatchObject({ t: 's', v: text })
    expect(cell.f).toBeUndefined()
  },
)

test('signs that XML does not allow are written as Excel writes them', async () => {
  expect((await sheetOf(['a\u0001b\u000bc\u007fd\uffff'])).A2.v).toBe('a\u0001b\u000bc\u007fd\uffff')
})

test('rows leave before all of them are read', async () => {
  let pages = 0
  const endless = async function* () {
    // text that hardly packs, so that it does not wait for more
    for (;;) yield Array.from({ length: 500 }, (_, i) => [`${Math.sin(++pages + i)}`, null, i])
  }
  const parts = written(endless())
  const first = []
  for (let i = 0; i < 20; i++) first.push((await parts.next()).value)
  expect(first.every(part => part instanceof Uint8Array)).toBe(true)
  expect(pages).toBeLessThan(20_000)
  await parts.return(undefined)
})
