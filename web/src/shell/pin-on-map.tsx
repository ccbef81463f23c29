import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { centersQuery } from '../centers/centers.api.ts'
import { incidentQuery } from '../incidents/incidents.api.ts'
import { useMapPart } from '../map/map-context.ts'
import type { MapPoint } from '../map/map-view.ts'
import { usePalette } from '../map/palette-context.ts'
import { pinPart } from '../map/pin-layer.ts'
import { useView } from '../view.ts'

/** Marks the place of a report being made, or the selected incident or center. */
export function PinOnMap() {
  const palette = usePalette()
  const report = useView(view => view.report)
  const place = useSelectedPlace()
  const isDropped = report !== undefined && report !== 'pick'
  const part = useMemo(() => {
    if (isDropped) return pinPart(report, 'drop', palette)
    return place === null ? null : pinPart(place, 'ring', palette)
  }, [isDropped, report, place, palette])
  useMapPart('pin', part)
  return null
}

function useSelectedPlace(): MapPoint | null {
  const center = useView(view => view.center)
  const incident = useView(view => view.incident)
  const at = useView(view => view.at)
  const centers = useQuery({ ...centersQuery(at), enabled: center !== undefined })
  const one = useQuery({ ...incidentQuery(incident ?? 0, at), enabled: incident !== undefined })
  const [lon, lat] = useMemo((): readonly [number?, number?] => {
    if (center !== undefined) {
      const found = centers.data?.centers.find(({ code }) => code === center)
      return found === undefined ? [] : [found.lon, found.lat]
    }
    return incident === undefined || one.data?.lon == null || one.data.lat == null
      ? []
      : [one.data.lon, one.data.lat]
  }, [center, incident, centers.data, one.data])
  return useMemo(() => (lon === undefined || lat === undefined ? null : { lon, lat }), [lon, lat])
}
