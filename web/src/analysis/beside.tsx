import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { formatCount } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import type { IncidentFilter } from '../incidents/incidents.api.ts'
import { Button } from '../ui/button.tsx'
import { Skeleton } from '../ui/states.tsx'
import { setView, useView, type View } from '../view.ts'
import type { ViewNote } from './analysis.api.ts'
import { type NotePlace, Notes } from './notes.tsx'
import { Ranking } from './ranking.tsx'
import { SavedViewList } from './saved-views.tsx'
import { openCases, placeFilter } from './scope.ts'
import { Spots, type useSpots } from './spots.tsx'
import { Trend } from './trend.tsx'
import type { useAreas } from './use-areas.ts'
import type { Picture } from './use-pictures.ts'

const sides = ['ranking', 'spots', 'trend', 'notes'] as const

interface Props {
  readonly side: NonNullable<View['side']>
  readonly filter: IncidentFilter
  readonly areas: ReturnType<typeof useAreas>
  readonly pictures: readonly Picture[]
  readonly picked: string | null
  readonly onPick: (key: string) => void
  readonly spots: ReturnType<typeof useSpots>
  readonly notes: readonly ViewNote[]
  readonly onNotes: (notes: ViewNote[]) => void
  readonly at: NotePlace
}

/** What stands beside the map: the same places as a table, the test, the months, the notes and views. */
export function Beside(props: Props) {
  const t = useMessages('analysis')
  const locale = useLocale()
  const theme = useView(view => view.theme)
  const lang = useView(view => view.lang)
  const kept = { ...(theme === undefined ? {} : { theme }), ...(lang === undefined ? {} : { lang }) }
  const { filter, areas, pictures, picked, onPick } = props
  const table = pictures.at(-1)
  const total = areas.data?.total ?? 0
  const elsewhere = areas.data?.elsewhere ?? 0
  return (
    <aside className="beside" aria-label={t.sides[props.side]}>
      <p className="beside-total">
        <Button onPress={() => openCases(filter, {}, kept)} isDisabled={total === 0}>
          {t.casesNow(formatCount(total, locale))}
        </Button>
        {elsewhere > 0 && <span className="quiet">{t.elsewhere(formatCount(elsewhere, locale))}</span>}
      </p>
      <Tabs
        className="beside-tabs"
        selectedKey={props.side}
        onSelectionChange={key =>
          setView({ side: key === 'ranking' ? undefined : (key as View['side']) }, 'replace')
        }
      >
        <TabList className="beside-list" aria-label={t.analysis}>
          {sides.map(key => (
            <Tab key={key} id={key} className="beside-tab">
              {t.sides[key]}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="ranking" className="beside-panel">
          {table === undefined ? (
            <Skeleton rows={8} />
          ) : (
            <Ranking
              areas={table.areas.areas}
              colours={table.colours}
              picked={picked}
              isDifference={table.isDifference}
              onPick={onPick}
              onOpen={key => openCases(filter, placeFilter(key), kept)}
            />
          )}
        </TabPanel>
        <TabPanel id="spots" className="beside-panel">
          <h2 className="controls-title">{t.spotsTitle}</h2>
          <Spots spots={props.spots} picked={picked} onPick={onPick} />
        </TabPanel>
        <TabPanel id="trend" className="beside-panel">
          <h2 className="controls-title">{t.trendTitle}</h2>
          <Trend filter={filter} />
        </TabPanel>
        <TabPanel id="notes" className="beside-panel">
          <h2 className="controls-title">{t.notesTitle}</h2>
          <Notes notes={props.notes} onChange={props.onNotes} at={props.at} />
          <h2 className="controls-title">{t.views}</h2>
          <SavedViewList notes={props.notes} />
        </TabPanel>
      </Tabs>
    </aside>
  )
}
