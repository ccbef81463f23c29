import { useMemo } from 'react'
import { useMessages } from '../i18n/messages.ts'
import { usePalette } from '../map/palette-context.ts'
import { useView } from '../view.ts'
import type { HotSpots } from './analysis.api.ts'
import { differences } from './areas.ts'
import { type Painted, painted, paintedDifference, sharedBreaks } from './classes.ts'
import { type FigureWords, useFigureWords } from './figure-text.ts'
import type { PictureLegend } from './file-picture.ts'
import type { Film } from './film.ts'
import { spotColours } from './spots.tsx'
import type { Areas } from './use-areas.ts'

/** One map as it stands on the page. */
export interface Picture extends Painted {
  readonly name: string
  readonly title: string
  readonly areas: Areas
  readonly isDifference: boolean
  readonly legendTitle: string
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
  }, [first, second, step, steps, spots, before, after, figure, dark, method, t])
}

function about(figure: FigureWords) {
  return (
    name: string,
    title: string,
    areas: Areas,
    { colours, legend }: Painted,
    { note, isDifference = false }: { note?: string | undefined; isDifference?: boolean } = {},
  ): Picture => ({
    name,
    title,
    areas,
    colours,
    legend,
    isDifference,
    legendTitle: isDifference ? title : figure.name,
    note,
    printed: {
      title: `${title} (${figure.unit})`,
      classes: legend,
      range: figure.range,
    },
  })
}

/** Every cell that one of them has. */
function merged(first: Areas, second: Areas): Areas {
  if (first.shapes === null || second.shapes === null) return first
  const known = new Set(first.shapes.map(shape => shape.key))
  return { ...first, shapes: [...first.shapes, ...second.shapes.filter(shape => !known.has(shape.key))] }
}
