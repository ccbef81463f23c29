import { type GridDetail, GridPage } from '@jingwei/api/grids/contract.ts'
import { keepPreviousData, queryOptions, useQueries, useQuery } from '@tanstack/react-query'
import { createContext, use, useMemo } from 'react'
import { get } from '../api.ts'
import { cityQuery } from '../city/city.api.ts'
import type { Bounds } from '../map/camera.ts'
import { useView } from '../view.ts'
import { atlasQuery } from './atlas.api.ts'
import { type Drawing, drawingOfAtlas, drawingOfTiles } from './drawing.ts'
import { gridQuery } from './grids.api.ts'

/** The version that a part of the page shows, whatever the view's moment; null: the one in force then. */
export const ShownVersion = createContext<number | null>(null)

/** The version that is shown: what a part of the page says, else the one in force at the view's moment. */
function useVersion(): number | undefined {
  const shown = use(ShownVersion)
  const at = useView(view => view.at)
  const { data: city } = useQuery(cityQuery)
  const past = useQuery({ ...versionQuery(at ?? ''), enabled: at !== undefined && shown === null })
  return shown ?? (at === undefined ? city?.version : past.data)
}

/**
 * The grids in force at the view's moment: undefined until the first have come, then those before until the next are there. Of a city whose grids are
 * drawn from tiles there never are any: whoever needs them says so in words.
 */
export function useAtlas() {
  return useAtlasOf(useVersion())
}

function useAtlasOf(version: number | undefined) {
  const isTiled = useIsTiled()
  return useQuery({
    ...atlasQuery(version ?? 0),
    enabled: version !== undefined && isTiled !== true,
    placeholderData: keepPreviousData,
  })
}

/** Undefined until the city is known. */
export function useIsTiled(): boolean | undefined {
  return useQuery(cityQuery).data?.grids.tiled
}

/** How to draw the grids of the view's moment, or of a version; undefined until they can be drawn. */
export function useDrawing(): Drawing | undefined {
  return useDrawingOf(useVersion())
}

export function useDrawingOf(version: number | undefined): Drawing | undefined {
  const { data: atlas } = useAtlasOf(version)
  const { data: city } = useQuery(cityQuery)
  const tiled = useMemo(
    () =>
      version === undefined || city === undefined || !city.grids.tiled
        ? undefined
        : drawingOfTiles(version, city),
    [version, city],
  )
  return tiled ?? (atlas === undefined ? undefined : drawingOfAtlas(atlas))
}

/** Where some grids of a version are, or, where grids are drawn from tiles, at a moment; those that are not known yet are missing. */
export function useBoundsOf(
  codes: readonly string[],
  version: number | undefined,
  at?: string,
): readonly Bounds[] {
  const { data: atlas } = useAtlasOf(version)
  const asked = useQueries({
    queries: useIsTiled() === true ? codes.map(code => gridQuery(code, at)) : [],
    combine: boundsOfAnswers,
  })
  const known = useMemo(
    () =>
      codes.flatMap(code => {
        const bounds = atlas?.shape(code)?.bounds
        return bounds === undefined ? [] : [bounds]
      }),
    [codes, atlas],
  )
  return atlas === undefined ? asked : known
}

const boundsOfAnswers = (answers: readonly { data: GridDetail | undefined }[]): Bounds[] =>
  answers.flatMap(({ data }) => (data === undefined ? [] : [data.bounds]))

/** Where the grids at the view's moment are that these codes name. */
export function useBounds(codes: readonly string[]): readonly Bounds[] {
  return useBoundsOf(
    codes,
    useVersion(),
    useView(view => view.at),
  )
}

/** The version in force at a moment. */
const versionQuery = (at: string) =>
  queryOptions({
    queryKey: ['version', at],
    queryFn: async ({ signal }) => (await get('/api/grids', GridPage, { at, limit: 1 }, signal)).version,
    staleTime: 5 * 60_000,
  })
