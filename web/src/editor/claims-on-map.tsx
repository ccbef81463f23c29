import { coordinatesOfFace } from '@jingwei/geodata/geometry/editing/face-measures.ts'
import { facesBelow } from '@jingwei/geodata/geometry/editing/tree-of.ts'
import { ringToDegrees } from '@jingwei/geodata/geometry/face.ts'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useCityWords } from '../city/city-words.ts'
import { useMapPart } from '../map/map-context.ts'
import { usePalette } from '../map/palette-context.ts'
import { claimsPart } from './claims-layer.ts'
import { claimsQuery, type Desk } from './editor.api.ts'
import { useClaiming } from './use-claiming.ts'

/** Where other officers are drawing now: hatched, with their names. And says where this one draws. */
export function ClaimsOnMap({ desk }: { desk: Desk }) {
  useClaiming(desk)
  const palette = usePalette()
  const words = useCityWords()
  const { data } = useQuery(claimsQuery)
  const { boundaries } = desk.editor
  const part = useMemo(() => {
    const others = (data?.claims ?? []).filter(claim => claim.draft !== desk.draft.id)
    if (others.length === 0) return null
    return claimsPart(
      others.flatMap(({ owner, grids }) => {
        const faces = grids.flatMap(code =>
          boundaries.grid(code) === undefined ? [] : facesBelow(boundaries, code),
        )
        const polygons = faces.map(number => coordinatesOfFace(boundaries, number).map(ringToDegrees))
        return polygons.length === 0 ? [] : [{ name: words.say(owner.name), polygons }]
      }),
      palette,
    )
  }, [data, desk, boundaries, palette, words])
  useMapPart('claims', part)
  return null
}
