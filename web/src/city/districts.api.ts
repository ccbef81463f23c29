import { queryOptions } from '@tanstack/react-query'
import type { FeatureCollection } from 'geojson'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { z } from 'zod'
import { get } from '../api.ts'

/** Real outlines around the grids; null where the city has none. */
export const districtsQuery = queryOptions({
  queryKey: ['districts'],
  queryFn: async ({ signal }): Promise<FeatureCollection | null> => {
    const districts = await get('/api/city/districts', Districts, {}, signal)
    return districts === null ? null : feature(districts, districts.objects.districts)
  },
  staleTime: Number.POSITIVE_INFINITY,
})

type DistrictsTopology = Topology<{ districts: GeometryCollection }>

const Districts = z
  .custom<DistrictsTopology>(
    value =>
      typeof value === 'object' &&
      value !== null &&
      'objects' in value &&
      typeof value.objects === 'object' &&
      value.objects !== null &&
      'districts' in value.objects,
  )
  .nullable()
