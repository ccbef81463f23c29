/**
 * The one heat ramp: even steps of perceived lightness (OKLab), and a hue that runs from straw to wine, so it reads
 * without colour vision and in print. On a dark ground it runs the other way: more is always further from the ground.
 */
export type Rgb = readonly [number, number, number]

type Stop = readonly [lightness: number, chroma: number, hue: number]
const pale: Stop[] = [
  [0.95, 0.06, 100],
  [0.86, 0.13, 85],
  [0.74, 0.165, 62],
  [0.6, 0.18, 40],
  [0.46, 0.16, 22],
  [0.32, 0.11, 8],
]
const glowing: Stop[] = [
  [0.3, 0.09, 8],
  [0.43, 0.15, 20],
  [0.57, 0.18, 38],
  [0.71, 0.17, 60],
  [0.84, 0.14, 84],
  [0.96, 0.08, 102],
]

/** Colour at `t`, 0…1, as sRGB bytes. */
export function rampColour(t: number, dark: boolean): Rgb {
  const stops = dark ? glowing : pale
  const place = Math.max(0, Math.min(1, t)) * (stops.length - 1)
  const i = Math.min(stops.length - 2, Math.floor(place))
  const f = place - i
  const [l1, c1, h1] = stops[i] as Stop
  const [l2, c2, h2] = stops[i + 1] as Stop
  return fromOklch(l1 + (l2 - l1) * f, c1 + (c2 - c1) * f, h1 + (h2 - h1) * f)
}

/** How opaque: nothing where there is nothing, and never hiding what lies beneath. */
export function rampOpacity(t: number): number {
  return t <= 0 ? 0 : Math.min(0.86, 0.1 + 2.6 * t)
}

/** Where a value stands on the ramp; the square root keeps both a lone case and the worst block in sight. */
export function rampPlace(value: number, max: number): number {
  return max <= 0 ? 0 : Math.sqrt(Math.max(0, value) / max)
}

/** Round figures for a legend, lowest first, the last at or under the maximum. */
export function legendFigures(max: number): number[] {
  if (max <= 0) return []
  const top = roundDown(max)
  const figures = [top / 16, top / 4, top].map(roundDown)
  return [...new Set(figures)].filter(n => n > 0)
}

function roundDown(n: number): number {
  const size = 10 ** Math.floor(Math.log10(n))
  const digit = [5, 3, 2, 1].find(d => d * size <= n * (1 + 1e-9)) ?? 1
  return Number((digit * size).toPrecision(1))
}

/** `linear-gradient(…)` for a legend. */
export function rampGradient(dark: boolean): string {
  const steps = Array.from({ length: 11 }, (_, i) => `rgb(${rampColour(i / 10, dark).join(' ')})`)
  return `linear-gradient(to right, ${steps.join(', ')})`
}

function fromOklch(lightness: number, chroma: number, hue: number): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    byte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    byte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    byte(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]
}

function byte(linear: number): number {
  const clipped = Math.max(0, Math.min(1, linear))
  const value = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055
  return Math.round(value * 255)
}
