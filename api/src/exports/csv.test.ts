import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'
import type { Cell } from './table.ts'

async function written(...rows: Cell[][]): Promise<Buffer> {
  const columns = ['案件编号', '标题', '经度'].map(header => ({ header, width: 10 }))
  const parts: Uint8Array[] = []
  const pages = async function* () {
    for (const row of rows) yield [row]
  }
  for await (const part of csvOf({ name: '案件', columns, rows: pages() })) parts.push(part)
  return Buffer.concat(parts)
}

/** As another program reads it. */
const read = (file: Buffer): string[][] => parse(file, { bom: true, relax_column_count: false })

test('a file begins with the byte order mark and ends every line with CRLF', async () => {
  const file = await written(['1', '甲', 117.5])
  expect(file.toString('utf8')).toBe('\uFEFF案件编号,标题,经度\r\n1,甲,117.5\r\n')
})

test.each([
  '=HYPERLINK("http://x","y")',
  '+1',
  '-1+1',
  '@SUM(A1)',
  '\tcmd',
  '\rcmd',
  '\ncmd',
  ' =1+1',
  '＝1+1',
  '＠x',
])('%j is no formula', async text => {
  const [, row] = read(await written(['1', text, null]))
  expect(row).toEqual(['1', `'${text}`, ''])
})

test('a number below zero stays a number', async () => {
  expect(read(await written([null, null, -0.5]))[1]).toEqual(['', '', '-0.5'])
})

test('any text comes back as it was, but for the apostrophe', async () => {
  const text = fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', ' ', '=', '网', '😀', 'a') })
  await fc.assert(
    fc.asyncProperty(text, text, async (a, b) => {
      const rows = read(await written([a, b, 1]))
      expect(rows).toHaveLength(2)
      expect(rows[1]?.map(cell => cell.replace(/^'/, ''))).toEqual([a, b, '1'])
    }),
  )
})
