import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useCityWords } from '../city/city-words.ts'
import { type Locale, languageTags } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { indicatorsQuery } from '../indicators/indicators.api.ts'
import { useView } from '../view.ts'
import { figureOf } from './use-areas.ts'

export interface FigureWords {
  readonly name: string
  readonly unit: string
  format(value: number): string
  /** A class of the legend: from this value, included, to that one; null: and more. */
  range(bounds: { from: number; to: number | null }): string
}

/** The name of what is shown, its unit, and its numbers as people read them. */
export function useFigureWords(): FigureWords {
  const t = useMessages('analysis')
  const words = useCityWords()
  const figure = useView(figureOf)
  const { data } = useQuery(indicatorNames)
  return useMemo(() => {
    const { indicator, measure } = figure
    if (indicator !== null) {
      const found = data?.indicators.find(one => one.key === indicator)
      return {
        name: found === undefined ? indicator : words.say(found.name),
        unit: '%',
        ...spoken(value => `${(value * 100).toFixed(1)} %`, false),
      }
    }
    return {
      name: t.figures[measure],
      unit: t.units[measure],
      ...spoken(value => formatValue(value, measure === 'count', words.locale), measure === 'count'),
    }
  }, [figure, data, words, t])

  function spoken(format: FigureWords['format'], isWhole: boolean): Pick<FigureWords, 'format' | 'range'> {
    return {
      format,
      range: ({ from, to }) => {
        const [first, last] = endsOf(from, to, isWhole)
        if (last === null) return `${format(first)} ${t.andMore}`
        return first === last ? format(first) : `${format(first)} – ${format(last)}`
      },
    }
  }
}

/**
 * What a class says of itself, its own lower bound included: of whole numbers the first and the last that are in it, wherever its bounds
 * lie between them, so that no number stands in two classes.
 */
export function endsOf(
  from: number,
  to: number | null,
  isWhole: boolean,
): [first: number, last: number | null] {
  if (!isWhole || from === to) return [from, to]
  const side = Math.sign(from)
  return [side * Math.ceil(Math.abs(from)), to === null ? null : side * (Math.ceil(Math.abs(to)) - 1)]
}

/** The indicators that the city reckons with; their formulas are data. */
export const indicatorNames = indicatorsQuery({ from: '2199-01-01T00:00:00Z' }, 'net')

export function formatValue(value: number, isWhole: boolean, locale: Locale): string {
  const digits =
    isWhole && Number.isInteger(value) ? 0 : Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return new Intl.NumberFormat(languageTags[locale], { maximumFractionDigits: digits }).format(value)
}
