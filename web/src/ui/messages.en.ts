import type { zh } from './messages.zh.ts'

export const en = {
  close: 'Close',
  cancel: 'Cancel',
  retry: 'Try again',
  back: 'Back',
  copy: 'Copy',
  copied: 'Copied',
  clear: 'Clear',
  more: 'Load more',
  loading: 'Loading',
  showAll: n => `All ${n}`,
  none: 'none',
  unknown: 'unknown',
  synthetic: 'Synthetic',
  syntheticHint: 'Made up for the demonstration; not real data',
  requestNumber: id => `Request ${id}`,
  optional: 'optional',
  required: 'required',
} satisfies typeof zh
