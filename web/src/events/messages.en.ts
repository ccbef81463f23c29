import type { zh } from './messages.zh.ts'

export const en = {
  live: 'Live',
  stale: since => `Waiting for updates · as of ${since}`,
  lost: since => `Connection lost · as of ${since}`,
  connecting: 'Connecting',
  hint: 'Lists, map and heat follow the cases as they move',
} satisfies typeof zh
