import type { zh } from './messages.zh.ts'

export const en = {
  heat: 'Open-issue heat',
  unit: (side: string) => `incidents per cell (${side} wide)`,
  total: (n: string) => `${n} in all`,
  nothing: 'No incidents in this selection',
  loading: 'Computing',
} satisfies typeof zh
