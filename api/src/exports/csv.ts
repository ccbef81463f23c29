import type { Cell, Table } from './table.ts'

/** RFC 4180 in UTF-8: with a byte order mark, without which Excel reads Chinese as something else. */
export async function* csvOf(table: Table): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  yield encoder.encode(byteOrderMark + lineOf(table.columns.map(({ header }) => header)))
  for await (const rows of table.rows) yield encoder.encode(rows.map(lineOf).join(''))
}

const byteOrderMark = '\uFEFF'

function lineOf(cells: readonly Cell[]): string {
  return `${cells.map(fieldOf).join(',')}\r\n`
}

/**
 * A text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection); the wide forms of the same
 * signs are what a Chinese keyboard types, and some spreadsheets take them for the narrow ones. Numbers are ours and stay.
 */
function fieldOf(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}
