/** Code schemes of the demo city, one per level; the same texts go into `city.json`. Codes are opaque to everyone else. */
export const codeScheme = [
  {
    level: 'large',
    pattern: '^\\d{9}$',
    rule: {
      zh: '9位：6位县级行政区划代码＋3位街道（镇、开发区）代码，均为真实代码',
      en: '9 digits: the real national code of the street-level unit, 6 county + 3 street or town',
    },
  },
  {
    level: 'medium',
    pattern: '^\\d{9}P\\d{2}$',
    rule: {
      zh: '9位街道代码＋本地后缀P＋2位顺序号（国家标准中没有片区一级）',
      en: '9 digits of the street, then the local suffix P and 2 digits in order; no national standard has this level',
    },
  },
  {
    level: 'small',
    pattern: '^\\d{12}$',
    rule: {
      zh: '12位：社区为真实代码；街面用801起、拓展区域用901起的本地顺序号',
      en: '12 digits: communities keep their real code; street fronts count from 801, extension areas from 901 (local)',
    },
  },
  {
    level: 'micro',
    pattern: '^\\d{15}-\\d{2}$',
    rule: {
      zh: '15位单元网格编码（6＋3＋3＋3，先自西向东、再自北向南编号）＋2位本地后缀，00表示未拆分',
      en: '15 digits 6+3+3+3, counted west to east, then north to south, then a 2-digit local suffix; 00 means never split',
    },
  },
]

export const mediumCode = (unit: string, n: number) => `${unit}P${digits(n, 2)}`
export const streetFrontCode = (unit: string, n: number) => `${unit}${800 + n}`
export const extensionCode = (unit: string, n: number) => `${unit}${900 + n}`
export const microCode = (small: string, n: number) => `${small}${digits(n, 3)}-00`

export function digits(n: number, width: number) {
  const text = String(n)
  if (text.length > width) throw new Error(`number ${n} does not fit ${width} digits`)
  return text.padStart(width, '0')
}

/**
 * The standard's order: rows from north to south, in each row from west to east. Rows are as many as fit a square of the
 * items' number.
 * @returns indexes of the places in order
 */
export function standardOrder(places: { x: number; y: number }[]) {
  const rows = Math.max(1, Math.round(Math.sqrt(places.length)))
  const fromNorth = places.map((p, i) => ({ ...p, i })).sort((a, b) => b.y - a.y || a.i - b.i)
  const height = Math.ceil(places.length / rows)
  const order: number[] = []
  for (let row = 0; row < rows; row++) {
    const line = fromNorth.slice(row * height, (row + 1) * height).sort((a, b) => a.x - b.x || a.i - b.i)
    order.push(...line.map(p => p.i))
  }
  return order
}
