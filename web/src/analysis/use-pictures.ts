import { useMemo } from 'react'
import type { HeatSurface } from '../heat/heat-picture.ts'
import { formatDistance } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { usePalette } from '../map/palette-context.ts'
import { useView } from '../view.ts'
import type { HotSpots } from './analysis.api.ts'
import { differences } from './areas.ts'
import { type Painted, painted, paintedDifference, sharedBreaks } from './classes.ts'
import { densityOf } from './density.ts'
import { type FigureWords, useFigureWords } from './figure-text.ts'
import type { PictureLegend } from './file-picture.ts'
import type { Film } from './film.ts'
import { spotColours } from './spots.tsx'
import { type Areas, useLook } from './use-areas.ts'

const none: Painted['colours'] = new Map()

/** One map as it stands on the page. */
export interface Picture extends Painted {
  readonly name: string
  readonly title: string
  readonly areas: Areas
  readonly isDifference: boolean
  readonly legendTitle: string
  readonly unit: string
  /** Heat instead of areas in colours. */
  readonly surface: HeatSurface | null
  readonly note: string | undefined
  readonly printed: PictureLegend
}

interface Shown {
  readonly first: Areas | undefined
  readonly second: Areas | undefined
  readonly film: Film | null
  readonly spots: HotSpots | undefined
  /** Null: nothing is compared. */
  readonly titles: readonly [string, string] | null
}

/** One map, or two and their difference, in classes that hold for both. */
export function usePictures({ first, second, film, spots, titles }: Shown): readonly Picture[] {
  const t = useMessages('analysis')
  const figure = useFigureWords()
  const { dark } = usePalette()
  const heat = useMessages('heat')
  const locale = useLocale()
  const isDensity = useLook() === 'density'
  const method = useView(view => view.breaks) ?? 'quantile'
  const [before, after] = titles ?? []
  const step = film?.isOn === true ? film.areas : undefined
  const steps = film?.all
  return useMemo(() => {
    if (first === undefined) return []
    const make = about(figure)
    if (spots !== undefined) {
      const colours = spotColours(spots, dark)
      return [make('a', t.spotsTitle, first, { colours, legend: [] })]
    }
    const sets = [first, ...(before === undefined || second === undefined ? [] : [second])]
    const cells = sets.flatMap(areas => areas.cells ?? [])
    if (isDensity && cells.length === sets.length && (before === undefined || second !== undefined)) {
      const { surfaces, legend, cellMeters } = densityOf(cells, dark)
      const unit = heat.unit(formatDistance(Math.round(cellMeters), locale))
      const note = sets.length === 1 ? undefined : t.sameScale
      // of two surfaces there is no third one: squares say where they differ
      return sets.map((areas, i) =>
        make(
          i === 0 ? 'a' : 'b',
          (i === 0 ? before : after) ?? t.looks.density,
          areas,
          { colours: none, legend },
          {
            ...{ note, unit, legendTitle: t.looks.density, surface: surfaces[i] ?? null },
          },
        ),
      )
    }
    if (before === undefined || after === undefined) {
      const areas = step === undefined ? first : { ...first, areas: step }
      const breaks = sharedBreaks(step === undefined || steps === undefined ? [areas.areas] : steps, method)
      const note = step === undefined ? undefined : t.filmNote
      return [make('a', figure.name, areas, painted(areas.areas, breaks, dark), { note })]
    }
    if (second === undefined) return []
    const breaks = sharedBreaks([first.areas, second.areas], method)
    const changed = differences(second.areas, first.areas)
    const shapes = merged(first, second)
    return [
      make('a', before, first, painted(first.areas, breaks, dark), { note: t.sameScale }),
      make('b', after, second, painted(second.areas, breaks, dark), { note: t.sameScale }),
      make(
        'c',
        `${t.difference} · ${t.differenceOf(after, before)}`,
        { ...shapes, areas: changed },
        paintedDifference(changed, method, dark),
        { isDifference: true },
      ),
    ]
  }, [first, second, step, steps, spots, before, after, figure, dark, method, t, isDensity, heat, locale])
}

function about(figure: FigureWords) {
  return (
    name: string,
    title: string,
    areas: Areas,
    { colours, legend }: Painted,
    {
      isDifference = false,
      unit = figure.unit,
      legendTitle = isDifference ? title : figure.name,
      surface = null,
      note,
    }: Partial<Pick<Picture, 'note' | 'isDifference' | 'unit' | 'legendTitle' | 'surface'>> = {},
  ): Picture => ({
    name,
    title,
    areas,
    colours,
    legend,
    isDifference,
    legendTitle,
    unit: isSaid(legendTitle, unit) ? '' : unit,
    surface,
    note,
    printed: {
      title: isSaid(title, unit) ? title : `${title} (${unit})`,
      classes: legend,
      range: figure.range,
    },
  })
}

/** "Cases" need not say that they are counted in cases. */
function isSaid(title: string, unit: string): boolean {
  return title.toLowerCase() === unit.toLowerCase()
}

/** Every cell that one of them has. */
function merged(first: Areas, second: Areas): Areas {
  if (first.shapes === null || second.shapes === null) return first
  const known = new Set(first.shapes.map(shape => shape.key))
  return { ...first, shapes: [...first.shapes, ...second.shapes.filter(shape => !known.has(shape.key))] }
}
