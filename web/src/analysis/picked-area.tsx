import { X } from 'lucide-react'
import { formatCount } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import type { IncidentFilter } from '../incidents/incidents.api.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { useView } from '../view.ts'
import { useFigureWords } from './figure-text.ts'
import { openCases, placeFilter } from './scope.ts'
import { figureOf } from './use-areas.ts'
import type { Picture } from './use-pictures.ts'

interface Props {
  readonly picked: string | null
  readonly pictures: readonly Picture[]
  readonly filter: IncidentFilter
  /** Of the second map. */
  readonly other: IncidentFilter | null
  readonly onClose: () => void
}

/** The place that was chosen: its figures, and the way to exactly its cases. */
export function PickedArea({ picked, pictures, filter, other, onClose }: Props) {
  const t = useMessages('analysis')
  const locale = useLocale()
  const figure = useFigureWords()
  const theme = useView(view => view.theme)
  const lang = useView(view => view.lang)
  const { indicator } = useView(figureOf)
  if (picked === null) return null
  const found = pictures.flatMap(picture => {
    const area = picture.areas.areas.find(one => one.key === picked)
    return area === undefined ? [] : [{ picture, area }]
  })
  const name = found.find(({ area }) => area.name !== null)?.area.name ?? t.selected
  const kept = { ...(theme === undefined ? {} : { theme }), ...(lang === undefined ? {} : { lang }) }
  return (
    <section className="picked" aria-label={t.selected}>
      <header className="picked-top">
        <strong>{name}</strong>
        <IconButton icon={X} label={t.back} onPress={onClose} />
      </header>
      {found.length === 0 && <p className="quiet">{t.noCases}</p>}
      {found.map(({ picture, area }) => (
        <p key={picture.name} className="picked-row">
          <span>
            {pictures.length > 1 && <span className="quiet">{picture.title} </span>}
            <strong>{area.value === null ? '—' : `${figure.format(area.value)}`}</strong>{' '}
            {indicator === null && <span className="quiet">{figure.unit}</span>}
          </span>
          {!picture.isDifference && indicator === null && area.count > 0 && (
            <Button
              onPress={() =>
                openCases(
                  picture.name === 'b' && other !== null ? other : filter,
                  placeFilter(area.key),
                  kept,
                )
              }
              aria-label={t.openCases(formatCount(area.count, locale))}
            >
              {t.caseCount(formatCount(area.count, locale))}
            </Button>
          )}
        </p>
      ))}
    </section>
  )
}
