/** Everything the map can show, bottom to top: the one place that decides what covers what. */
export const layerOrder = [
  'ground',
  'basemap',
  'districts',
  'grid-area',
  'net-tint',
  'values',
  'heat',
  'hexagons',
  'hover',
  'borders',
  'draft-borders',
  'claims',
  'conflicts',
  'difference',
  'selection',
  'import-faults',
  'import-areas',
  'centers-far',
  'names',
  'centers',
  'incidents',
  'veil',
  'names-over',
  'notes',
  'pin',
] as const
export type PartName = (typeof layerOrder)[number]

/** Parts under the pointer, first one wins. */
export const pickOrder: readonly PartName[] = ['incidents', 'centers', 'centers-far']
