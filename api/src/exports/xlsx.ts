import { strToU8, Zip, ZipDeflate } from 'fflate'
import type { Cell, Table } from './table.ts'

/**
 * A workbook of one sheet (ECMA-376), row by row: memory stays small however many rows there are. Text is written as text, so that
 * nothing in it can become a formula. The same table is the same bytes: the files in it are as old as a ZIP can say, whenever it is written.
 */
export async function* xlsxOf(table: Table): AsyncGenerator<Uint8Array> {
  const written: Uint8Array[] = []
  const zip = new Zip((error, bytes) => {
    if (error) throw error
    written.push(bytes)
  })
  const add = (path: string) => {
    const file = new ZipDeflate(path, { level: 5 })
    file.mtime = earliest
    zip.add(file)
    return file
  }
  for (const [path, xml] of partsOf(table.name)) add(path).push(strToU8(declaration + xml), true)

  const sheet = add('xl/worksheets/sheet1.xml')
  sheet.push(strToU8(declaration + sheetStart(table.columns)))
  for await (const rows of table.rows) {
    sheet.push(strToU8(rows.map(cells => rowOf(cells)).join('')))
    yield* written.splice(0)
  }
  sheet.push(strToU8(`</sheetData></worksheet>`), true)
  zip.end()
  yield* written
}

/** By the local clock, as ZIP has it. */
const earliest = new Date(1980, 0, 1)
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Style 1 is the header's. */
const headerStyle = 1

function partsOf(name: string): [path: string, xml: string][] {
  return [
    [
      '[Content_Types].xml',
      `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets><sheet name="${escaped(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relationships}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relationships}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      'xl/styles.xml',
      `<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf fontId="0"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`,
    ],
  ]
}

/** The header stays in sight while the rows scroll. */
function sheetStart(columns: Table['columns']): string {
  const widths = columns.map(
    ({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
  )
  const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
  const header = rowOf(
    columns.map(({ header }) => header),
    headerStyle,
  )
  return `<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${frozen}</sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>${header}`
}

function rowOf(cells: readonly Cell[], style = 0): string {
  return `<row>${cells.map(cell => cellOf(cell, style)).join('')}</row>`
}

function cellOf(cell: Cell, style: number): string {
  const styled = style === 0 ? '' : ` s="${style}"`
  if (cell === null) return '<c/>'
  if (typeof cell === 'number') return `<c${styled}><v>${cell}</v></c>`
  return `<c${styled} t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
}

/** What XML cannot hold is written `_x0001_`, as Excel does; and so is the beginning of what would be read as such a sign. */
function escaped(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[\p{Cc}\uFFFE\uFFFF]/gu, sign => (/[\t\n]/.test(sign) ? sign : codeOf(sign)))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function codeOf(sign: string): string {
  return `_x${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}_`
}
