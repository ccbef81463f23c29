import type { zh } from './messages.zh.ts'

export const en = {
  about: 'About this page',
  aboutCity: city => `${city} · Jingwei`,
  what: 'Jingwei is the operations console of a city that governs by grid: grids, service centers, incidents and who answers for them, on one map.',
  figures: 'What is in it',
  grids: 'Grids',
  centers: 'Service centers',
  workers: 'Grid workers',
  classes: 'Incident classes',
  version: 'Version of grids',
  versionSince: when => `first version in force since ${when}`,
  realAndSynthetic: 'What is real and what is synthetic',
  real: 'Real',
  synthetic: 'Synthetic',
  datums: 'Coordinates',
  datumNote:
    'All coordinates are stored in WGS84 (equal to CGCS2000 here). Reports and questions may declare GCJ-02 or BD-09; they are converted.',
  duties: 'Joint duties',
  dutyUnnamed: 'for the administrator to name',
  dutyNote: 'The source names only some of the duties; the others stay empty rather than invented.',
  api: 'API documentation',
  apiNote: 'Everything this page does goes through the public API.',
} satisfies typeof zh
