import type { zh } from './messages.zh.ts'

export const en = {
  close: 'Close',
  retry: 'Try again',
  clear: 'Clear',
  loading: 'Loading',
  none: 'none',
  synthetic: 'Synthetic',
  syntheticHint: 'Made up for the demonstration; not real data',
  requestNumber: id => `Request ${id}`,
  optional: 'optional',
} satisfies typeof zh
