import { FormatError, type Value } from './layer.ts'

/** The table beside a shapefile: dBASE III, one byte of mark and fixed columns of text a row. */
export type Table = { readonly fields: readonly string[]; readonly rows: readonly (readonly Value[])[] }

/**
 * @param codePage what the `.cpg` file says; else the language byte of the file is believed, else what reads without a fault: UTF-8 or, as
 *   nearly every Chinese file without a word about it, GBK
 */
export function readDbf(bytes: Uint8Array, codePage: string | null): Table {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 33) throw new FormatError('broken-file', 'dbf')
  const count = view.getUint32(4, true)
  const headerLength = view.getUint16(8, true)
  const rowLength = view.getUint16(10, true)
  const isShort = headerLength < 33 || rowLength < 1 || headerLength + count * rowLength > bytes.length + 1
  if (isShort) throw new FormatError('broken-file', 'dbf')
  const columns: { name: Uint8Array; type: string; length: number; start: number }[] = []
  let start = 1
  for (let at = 32; at + 32 <= headerLength && bytes[at] !== 0x0d; at += 32) {
    const length = bytes[at + 16] as number
    const end = bytes.subarray(at, at + 11).indexOf(0)
    const name = bytes.subarray(at, at + (end < 0 ? 11 : end))
    columns.push({ name, type: String.fromCharCode(bytes[at + 11] as number), length, start })
    start += length
  }
  if (start > rowLength) throw new FormatError('broken-file', 'dbf')
  const cell = (row: number, column: (typeof columns)[number]) =>
    bytes.subarray(headerLength + row * rowLength + column.start).subarray(0, column.length)
  const texts = columns.filter(({ type }) => type === 'C')
  const decoder = decoderFor(codePage, bytes[29] as number, function* () {
    for (const { name } of columns) yield name
    for (let row = 0; row < count; row++) for (const column of texts) yield cell(row, column)
  })
  const rows = Array.from({ length: count }, (_, row) =>
    columns.map(column => cellValue(decoder.decode(cell(row, column)), column.type)),
  )
  return { fields: columns.map(({ name }) => decoder.decode(name).trim()), rows }
}

function cellValue(cell: string, type: string): Value {
  const text = cell.replace(/[\0 ]+$/, '')
  if (type === 'N' || type === 'F') {
    const number = Number(text.trim())
    return text.trim() === '' || !Number.isFinite(number) ? null : number
  }
  if (type === 'L') return /^[YyTt]$/.test(text) ? true : /^[NnFf]$/.test(text) ? false : null
  return text.trim() === '' ? null : text
}

function decoderFor(
  codePage: string | null,
  language: number,
  texts: () => Iterable<Uint8Array>,
): { decode(text: Uint8Array): string } {
  const named = codePage === null ? languages.get(language) : labelOf(codePage)
  if (named !== undefined) return new TextDecoder(named)
  const strict = new TextDecoder('utf-8', { fatal: true })
  try {
    for (const text of texts()) strict.decode(cutAtHalf(text))
    return new TextDecoder('utf-8')
  } catch {
    return new TextDecoder('gb18030')
  }
}

/** A column that is too narrow may end in the middle of a character. */
function cutAtHalf(text: Uint8Array): Uint8Array {
  for (let back = 1; back <= 3 && back <= text.length; back++) {
    const byte = text[text.length - back] as number
    if (byte < 0x80) return text
    if (byte >= 0xc0)
      return byte >= 0xe0 - 0x20 * Number(back > 1) ? text.subarray(0, text.length - back) : text
  }
  return text
}

const languages = new Map([
  [0x4d, 'gb18030'],
  [0x4f, 'big5'],
  [0x57, 'windows-1252'],
])

function labelOf(codePage: string): string | undefined {
  const name = codePage
    .trim()
    .toLowerCase()
    .replace(/^(cp|ansi|oem)[ _-]?/, '')
  const label = {
    '936': 'gb18030',
    gbk: 'gb18030',
    gb2312: 'gb18030',
    '65001': 'utf-8',
    utf8: 'utf-8',
    '950': 'big5',
    '1252': 'windows-1252',
  }[name]
  try {
    return label ?? new TextDecoder(name).encoding
  } catch {
    return undefined
  }
}

/** Text columns as wide as their longest text; longer than the format holds is refused. Always UTF-8. */
export function writeDbf({ fields, rows }: Table): Uint8Array {
  const encoder = new TextEncoder()
  const cells = rows.map(row => fields.map((_, i) => encoder.encode(textOf(row[i] ?? null))))
  const isNumber = fields.map((_, i) => rows.every(row => row[i] == null || typeof row[i] === 'number'))
  const widths = fields.map((_, i) => cells.reduce((most, row) => Math.max(most, row[i]?.length ?? 0), 1))
  if (widths.some(width => width > 254)) throw new RangeError('a text of more than 254 bytes')
  const headerLength = 33 + 32 * fields.length
  const rowLength = 1 + widths.reduce((sum, width) => sum + width, 0)
  const out = new Uint8Array(headerLength + rows.length * rowLength + 1).fill(0x20, headerLength)
  const view = new DataView(out.buffer)
  // the date of the last change is left at a fixed day, so that the same rows are the same bytes
  out.set([3, 100, 1, 1])
  view.setUint32(4, rows.length, true)
  view.setUint16(8, headerLength, true)
  view.setUint16(10, rowLength, true)
  fields.forEach((field, i) => {
    const at = 32 + 32 * i
    const name = encoder.encode(field)
    if (name.length > 10) throw new RangeError(`a name of more than ten bytes: ${field}`)
    out.set(name, at)
    out[at + 11] = (isNumber[i] ? 'N' : 'C').charCodeAt(0)
    out[at + 16] = widths[i] as number
    out[at + 17] = isNumber[i] ? decimalsOf(rows, i) : 0
  })
  out[headerLength - 1] = 0x0d
  cells.forEach((row, r) => {
    let at = headerLength + r * rowLength + 1
    row.forEach((cell, i) => {
      const width = widths[i] as number
      out.set(cell, isNumber[i] ? at + width - cell.length : at)
      at += width
    })
  })
  out[out.length - 1] = 0x1a
  return out
}

function textOf(value: Value): string {
  return value === null ? '' : String(value)
}

function decimalsOf(rows: Table['rows'], i: number): number {
  return rows.reduce((most, row) => Math.max(most, textOf(row[i] ?? null).split('.')[1]?.length ?? 0), 0)
}
