import type { DraftConflicts } from '@jingwei/api/drafts/contract.ts'
import type { ReadableBoundaries } from '@jingwei/geodata/geometry/editing/boundaries.ts'
import { coordinatesOfFace } from '@jingwei/geodata/geometry/editing/face-measures.ts'
import { facesBelow } from '@jingwei/geodata/geometry/editing/tree-of.ts'
import { ringToDegrees } from '@jingwei/geodata/geometry/face.ts'
import type { Atlas } from '../grids/atlas.ts'
import { netPattern } from '../map/net-pattern.ts'
import type { Palette } from '../map/palette.ts'
import type { MapPart } from '../map/part.ts'
import type { Take } from './conflict-choices.ts'

type Polygons = GeoJSON.Position[][][]

/** Where one cluster lies: what the draft draws, and what others published. */
export interface ConflictGround {
  readonly mine: Polygons
  readonly theirs: Polygons
}

export function groundOf(
  { mine, theirs }: DraftConflicts['clusters'][number],
  boundaries: ReadableBoundaries,
  atlas: Atlas,
): ConflictGround {
  const drawn = (code: string): Polygons =>
    boundaries.grid(code) === undefined
      ? []
      : facesBelow(boundaries, code).map(face => coordinatesOfFace(boundaries, face).map(ringToDegrees))
  // what ended since lies where the draft still has it
  const published = (code: string): Polygons =>
    atlas.shape(code)?.outline.map(polygon => polygon.map(ringToDegrees)) ?? drawn(code)
  return { mine: mine.flatMap(drawn), theirs: theirs.flatMap(published) }
}

/** West, south, east, north; null of no ground. */
export function boundsOfGround({ mine, theirs }: ConflictGround): [number, number, number, number] | null {
  const places = [...mine, ...theirs].flatMap(([shell]) => shell ?? [])
  if (places.length === 0) return null
  const bounds: [number, number, number, number] = [180, 90, -180, -90]
  for (const [lon = 0, lat = 0] of places) {
    bounds[0] = Math.min(bounds[0], lon)
    bounds[1] = Math.min(bounds[1], lat)
    bounds[2] = Math.max(bounds[2], lon)
    bounds[3] = Math.max(bounds[3], lat)
  }
  return bounds
}

interface Shown {
  readonly number: number
  readonly ground: ConflictGround
  readonly take: Take | undefined
}

/** Clusters by their numbers: the draft's ground outlined, the others' hatched; what was chosen is filled. */
export function conflictsPart(clusters: readonly Shown[], palette: Palette): MapPart {
  const hatch = `conflicts-${palette.theme}`
  const theirs = palette.stage('waiting')
  const features = clusters.flatMap(({ number, ground, take }): GeoJSON.Feature[] => {
    const [west, south, east, north] = boundsOfGround(ground) ?? [0, 0, 0, 0]
    const area = (side: 'mine' | 'theirs'): GeoJSON.Feature => ({
      type: 'Feature',
      properties: { side, isTaken: take === side },
      geometry: { type: 'MultiPolygon', coordinates: ground[side] },
    })
    return [
      area('theirs'),
      area('mine'),
      {
        type: 'Feature',
        properties: { side: 'number', number: `${number}` },
        geometry: { type: 'Point', coordinates: [(west + east) / 2, (south + north) / 2] },
      },
    ]
  })
  return {
    sources: { conflicts: { type: 'geojson', data: { type: 'FeatureCollection', features }, tolerance: 0 } },
    images: { [hatch]: netPattern(2, theirs) },
    layers: [
      {
        id: 'conflicts-taken',
        type: 'fill',
        source: 'conflicts',
        filter: ['==', ['get', 'isTaken'], true],
        paint: {
          'fill-color': ['case', ['==', ['get', 'side'], 'mine'], palette.selection, theirs],
          'fill-opacity': 0.3,
        },
      },
      {
        id: 'conflicts-hatch',
        type: 'fill',
        source: 'conflicts',
        filter: ['==', ['get', 'side'], 'theirs'],
        paint: { 'fill-pattern': hatch, 'fill-opacity': 0.6 },
      },
      {
        id: 'conflicts-theirs',
        type: 'line',
        source: 'conflicts',
        filter: ['==', ['get', 'side'], 'theirs'],
        paint: { 'line-color': theirs, 'line-width': 2.5, 'line-dasharray': [2, 1.5] },
      },
      {
        id: 'conflicts-mine',
        type: 'line',
        source: 'conflicts',
        filter: ['==', ['get', 'side'], 'mine'],
        paint: { 'line-color': palette.selection, 'line-width': 2.5 },
      },
      {
        id: 'conflicts-number',
        type: 'symbol',
        source: 'conflicts',
        filter: ['==', ['get', 'side'], 'number'],
        layout: {
          'text-field': ['get', 'number'],
          'text-font': palette.fonts('Bold'),
          'text-size': 18 * palette.scale,
          'text-allow-overlap': true,
        },
        paint: { 'text-color': palette.danger, 'text-halo-color': palette.halo, 'text-halo-width': 3 },
      },
    ],
  }
}
