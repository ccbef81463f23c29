import { use, useEffect, useMemo } from 'react'
import { bordersPart } from '../grids/borders-layer.ts'
import { useShownLevel } from '../grids/shown-level.tsx'
import { MapContext, useMapPart } from '../map/map-context.ts'
import { usePalette } from '../map/palette-context.ts'
import type { MapSource } from '../map/part.ts'
import { useNarrow } from '../ui/use-narrow.ts'
import { ClaimsOnMap } from './claims-on-map.tsx'
import { ConflictsOnMap } from './conflicts-on-map.tsx'
import { DraftBorders } from './draft-borders.ts'
import type { Desk } from './editor.api.ts'
import { frameOf, sceneOf } from './scene.ts'
import { useDesk } from './use-desk.ts'
import { useIssues } from './use-issues.ts'

/** The draft on the map, and the pointer in the hand of its tools. */
export function EditorOnMap() {
  const { data: desk } = useDesk()
  return desk === undefined ? null : <OneDraft desk={desk} />
}

const source = 'draft-borders'

function OneDraft({ desk }: { desk: Desk }) {
  const { editor } = desk
  const map = use(MapContext)
  const palette = usePalette()
  const { choice } = useShownLevel()
  const isNarrow = useNarrow()
  const issues = useIssues(desk)
  const borders = useMemo(() => new DraftBorders(editor.boundaries), [editor])
  const sources = useMemo((): Record<string, MapSource> => {
    const data: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] }
    // read when the map asks: it asks again after it has lost its drawing, and then the draft has gone on
    Object.defineProperty(data, 'features', { get: () => borders.features, enumerable: true })
    return { [source]: { type: 'geojson', data, tolerance: 0.25 } }
  }, [borders])
  const part = useMemo(
    () => (choice === undefined ? null : bordersPart(sources, choice, palette, source)),
    [sources, choice, palette],
  )
  useMapPart(source, part)

  useEffect(() => {
    editor.applied = patches => map?.changeFeatures(source, borders.redraw(patches))
    return () => {
      editor.applied = patches => void borders.redraw(patches)
    }
  }, [editor, borders, map])

  useEffect(() => {
    if (map === null) return
    const surface = map.openSurface({
      hover: pointer => editor.tool.hover(pointer),
      // a finger's breadth covers whole blocks on a phone: there it moves the map
      press: pointer => !isNarrow && editor.tool.press(pointer),
      drag: pointer => editor.tool.drag(pointer),
      release: () => editor.tool.release(),
      tap: pointer => editor.tool.tap(pointer),
      cancel: () => void editor.tool.cancel(),
    })
    let hot: number[] = []
    let hotFaces = ''
    const draw = () => {
      surface.showFrame(frameOf(editor))
      const faces = editor.ghost?.faces.map(({ number }) => number) ?? []
      if (`${faces}` === hotFaces) return
      hotFaces = `${faces}`
      map.setHot(source, hot, false)
      hot = borders.around(faces)
      map.setHot(source, hot, true)
    }
    const show = () =>
      surface.show(
        sceneOf(
          editor,
          issues.flatMap(({ at }) => (at === null ? [] : [{ x: at[0], y: at[1], kind: 'warning' as const }])),
        ),
        palette,
      )
    const stopFrames = editor.onFrame(draw)
    const stop = editor.listen(show)
    show()
    draw()
    return () => {
      stopFrames()
      stop()
      surface.close()
    }
  }, [map, editor, borders, palette, issues, isNarrow])
  return (
    <>
      <ClaimsOnMap desk={desk} />
      <ConflictsOnMap desk={desk} />
    </>
  )
}
