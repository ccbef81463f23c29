import type { zh } from './messages.zh.ts'

export const en = {
  heat: 'Open-issue heat',
  unit: (side: string) => `incidents per cell (${side} wide)`,
  hexagonUnit: (edge: string) => `incidents/hexagon (edge ${edge})`,
  here: (n: string) => `${n} in this hexagon`,
  look: 'Look of the heat',
  looks: { smooth: 'Smooth', hexagon: 'Hexagons' },
  noHexagons: 'Hexagons cannot be drawn; smooth heat is shown. Reload to try again.',
  total: (n: string) => `${n} in all`,
  nothing: 'No incidents in this selection',
  loading: 'Computing',
} satisfies typeof zh
