import type { Outline } from '@jingwei/geodata/geometry/outline.ts'
import { toDegrees } from '@jingwei/geodata/geometry/units.ts'
import { multiPolygonHex, polygonHex } from '../database/wkb.ts'
import type { GridDifference } from './difference.ts'

/** A difference with its shapes as the database reads them, hexadecimal EWKB: nobody else has to look at them. */
export interface WrittenDifference
  extends Omit<GridDifference, 'facesAfter' | 'outlineBefore' | 'outlineAfter'> {
  readonly facesAfter: readonly string[] | null
  readonly outlineAfter: string | null
}

export function writtenDifference({
  before,
  after,
  isRecordChanged,
  facesAfter,
  outlineAfter,
}: GridDifference): WrittenDifference {
  return {
    before,
    after,
    isRecordChanged,
    facesAfter: facesAfter?.map(({ rings }) => polygonHex(rings)) ?? null,
    outlineAfter: outlineAfter === null ? null : multiPolygonHex(outlineAfter),
  }
}

/** Outlines as they go over the wire, JSON; `null` where there is none, or where it is the same on both sides. */
export interface WrittenOutlines {
  readonly before: string
  readonly after: string
}

export function writtenOutlines({ after, outlineBefore, outlineAfter }: GridDifference): WrittenOutlines {
  const isSame = after !== null && outlineAfter === null
  return {
    before: JSON.stringify(isSame || outlineBefore === null ? null : coordinatesOf(outlineBefore)),
    after: JSON.stringify(outlineAfter === null ? null : coordinatesOf(outlineAfter)),
  }
}

function coordinatesOf(outline: Outline): [number, number][][][] {
  return outline.map(polygon =>
    polygon.map(ring => {
      const places: [number, number][] = []
      for (let i = 0; i < ring.length; i += 2)
        places.push([toDegrees(ring[i] as number), toDegrees(ring[i + 1] as number)])
      return [...places, places[0] as [number, number]]
    }),
  )
}
