import type { zh } from './messages.zh.ts'

export const en = {
  route: 'Where it goes',
  routing: 'Finding where it goes',
  reasons: {
    inside: 'Inside a grid',
    'on-border': 'On a border',
    near: 'Just outside the grids',
    outside: 'Outside every grid',
    'named-grid': 'Sent to the grid that was named',
  },
  explanations: {
    inside: 'Goes to the grid that covers it.',
    'on-border': 'A point on a border goes to the lowest grid code.',
    near: 'Goes to the nearest grid, flagged for a person to check.',
    outside: 'Kept in the city’s own queue; no report is lost.',
    'named-grid': 'The report named a grid instead of a place.',
  },
  warnings: {
    'inside-if-gcj02': 'Inside a grid if it is really GCJ-02 (Amap, Tencent). Check the datum.',
    'inside-if-bd09': 'Inside a grid if it is really BD-09 (Baidu). Check the datum.',
    'inside-if-wgs84': 'Inside a grid if it is really WGS84 (GPS). Check the datum.',
    'inside-if-swapped': 'Inside a grid with longitude and latitude exchanged. Are they swapped?',
  },
  owner: 'Owner',
  climbed: 'post vacant here; the grid above answers',
  noOwner: 'No owner yet: the city assigns one',
  center: 'Nearest service center',
  outsideBy: distance => `${distance} outside`,
  announce: (grid, owner) => `Goes to ${grid}, owner ${owner}`,
  announceOutside: 'Outside every grid: goes to the city’s own queue',
  cityQueue: 'City queue',
} satisfies typeof zh
