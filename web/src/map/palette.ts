/** The map's colours, read from the page's own tokens (`tokens.css`). */
export type Palette = {
  /** Names the theme in the ids of pictures. */
  readonly theme: string
  readonly dark: boolean
  readonly ground: string
  readonly district: string
  readonly districtBorder: string
  readonly grid: string
  readonly border: string
  readonly label: string
  readonly labelQuiet: string
  readonly halo: string
  readonly selection: string
  readonly center: string
  readonly panel: string
  readonly ink: string
  readonly danger: string
  /** One for each net, in the city's order; a city with more nets begins again. */
  readonly nets: readonly string[]
  readonly stage: (key: string) => string
  /** How much larger than at a desk names and symbols are drawn. */
  readonly scale: number
  /** `text-font` for a weight: its name, then the reader's own families. Nothing is fetched. */
  readonly fonts: (weight: 'Regular' | 'Medium' | 'Bold') => string[]
}

const netTokens = ['--net-1', '--net-2', '--net-3', '--net-4', '--net-5']

export function readPalette(theme: string): Palette {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(name).trim()
  const families = readFontFamily()
    .split(',')
    .map(family => family.trim().replaceAll(/["']/g, ''))
  return {
    theme,
    dark: theme !== 'paper',
    ground: token('--map-ground'),
    district: token('--map-district'),
    districtBorder: token('--map-district-border'),
    grid: token('--map-grid'),
    border: token('--map-border'),
    label: token('--map-label'),
    labelQuiet: token('--map-label-quiet'),
    halo: token('--map-halo'),
    selection: token('--map-selection'),
    center: token('--map-center'),
    panel: token('--panel'),
    ink: token('--ink'),
    danger: token('--danger'),
    nets: netTokens.map(token),
    stage: key => token(`--stage-${key}`),
    scale: Number(token('--map-scale')) || 1,
    fonts: weight => [weight, ...families],
  }
}

/** The reader's own fonts, for names on the map. */
export function readFontFamily(): string {
  return getComputedStyle(document.documentElement).getPropertyValue('--font').trim() || 'sans-serif'
}
