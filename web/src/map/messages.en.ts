import type { zh } from './messages.zh.ts'

export const en = {
  title:
    'Map of grids. Arrow keys move it, plus and minus zoom. The grid tree and the incident table hold the same.',
  cluster: (n: string) => `${n} open incidents, click to come closer`,
  outside: 'Outside the grids',
  onBorder: 'On a border',
  basemapFailed: 'The basemap cannot be loaded; the built-in ground is shown',
  pickHint: 'Click the place of the report on the map',
} satisfies typeof zh
