import { expect, test } from 'vitest'
import { freshness } from './freshness.ts'
import type { WallState } from './wall-store.ts'

const now = 1_000_000
const state = (change: Partial<WallState>): WallState => ({
  feed: { status: 'live', heardAt: now - 1000 },
  picture: {} as WallState['picture'],
  open: [],
  seq: 1,
  heard: 0,
  doubled: 0,
  behindSince: null,
  ...change,
})

test.each([
  ['heard a second ago', state({}), { status: 'live', since: now - 1000 }],
  ['no numbers yet', state({ picture: null }), { status: 'stale', since: null }],
  [
    'silence',
    state({ feed: { status: 'stale', heardAt: now - 6000 } }),
    { status: 'stale', since: now - 6000 },
  ],
  [
    'no connection',
    state({ feed: { status: 'lost', heardAt: now - 9000 } }),
    { status: 'lost', since: now - 9000 },
  ],
  ['never heard', state({ feed: { status: 'lost', heardAt: null } }), { status: 'lost', since: null }],
  ['numbers on their way', state({ behindSince: now - 2000 }), { status: 'live', since: now - 1000 }],
  ['numbers that do not come', state({ behindSince: now - 8000 }), { status: 'stale', since: now - 8000 }],
])('%s', (_, given, expected) => {
  expect(freshness(given, now)).toEqual(expected)
})
