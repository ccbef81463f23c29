import './analysis-page.css'
import './beside.css'
import type { City } from '@jingwei/api/city/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, Languages, Moon, SlidersHorizontal, Sun } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { cityQuery } from '../city/city.api.ts'
import { ShownLevelProvider } from '../grids/shown-level.tsx'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { usePalette } from '../map/palette-context.ts'
import { canDrawMap } from '../map/webgl.ts'
import { IconButton } from '../ui/button.tsx'
import { ErrorState } from '../ui/states.tsx'
import { currentView, openPage, setView, useView } from '../view.ts'
import { AreaMap } from './area-map.tsx'
import { Beside } from './beside.tsx'
import { useComparison, useFilterWords } from './comparison.ts'
import { Controls } from './controls.tsx'
import { ExportView } from './export-view.tsx'
import { useFilm } from './film.ts'
import { FilmControls } from './film-controls.tsx'
import { Legend } from './legend.tsx'
import { MapGroup, MapGroupContext } from './map-group.ts'
import type { NotePlace } from './notes.tsx'
import { PickedArea } from './picked-area.tsx'
import { analysisFilter } from './scope.ts'
import { useSpots } from './spots.tsx'
import { Timeline } from './timeline.tsx'
import { figureOf, useAreas, useLevel, useLook } from './use-areas.ts'
import { useNotes } from './use-notes.ts'
import { usePictures } from './use-pictures.ts'
import { WeekPattern } from './week-pattern.tsx'

/** The analysts' page: where, when and how many, compared, tested, annotated, kept and handed on. */
export function AnalysisPage() {
  const { data: city } = useQuery(cityQuery)
  const [group] = useState(() => new MapGroup())
  const level = useLevel()
  const pinned = useView(view => view.level)
  // the borders that are drawn are those of the level that is counted
  if (city !== undefined && pinned !== level && level !== '')
    queueMicrotask(() => currentView().level !== level && setView({ level }, 'replace'))
  if (city === undefined) return null
  return (
    <MapGroupContext value={group}>
      <ShownLevelProvider lat={(city.bounds[1] + city.bounds[3]) / 2}>
        <Page city={city} />
      </ShownLevelProvider>
    </MapGroupContext>
  )
}

function Page({ city }: { city: City }) {
  const t = useMessages('analysis')
  const view = useView()
  const filter = useMemo(() => analysisFilter(view), [view])
  const comparison = useComparison(filter)
  const film = useFilm(filter)
  const look = useLook()
  const { indicator } = figureOf(view)
  const side = view.side ?? 'ranking'
  const spots = useSpots(filter, side === 'spots')
  const first = useAreas(filter)
  const second = useAreas(comparison?.filter ?? null, comparison?.share ?? 1)
  const [picked, setPicked] = useState<string | null>(null)
  const [place, setPlace] = useState<NotePlace['place']>(null)
  const [notes, setNotes] = useNotes()
  const [hasMap] = useState(canDrawMap)
  const controls = useRef<HTMLDialogElement>(null)
  const filterWords = useFilterWords()
  const pictures = usePictures({
    first: first.data,
    second: comparison === null ? undefined : second.data,
    film: side === 'spots' ? null : film,
    spots: side === 'spots' && spots.isTestable ? spots.data : undefined,
    titles: comparison === null ? null : [titleOf(filter), titleOf(comparison.filter)],
  })
  const { dark } = usePalette()

  function titleOf(one: typeof filter): string {
    const { what, when } = filterWords(one)
    return comparison?.against.kind === 'class' ? what : when
  }
  const pick = (key: string | null) => {
    setPicked(key)
    if (look === 'grids') setView({ grid: key ?? undefined }, 'replace')
  }
  const shownWords = filterWords(filter)
  const rows = pictures.at(-1)?.areas.areas ?? []
  return (
    <div className="analysis">
      <Header city={city} what={shownWords.what} onControls={() => controls.current?.showModal()}>
        <ExportView
          areas={first.data}
          rows={rows}
          titles={pictures.map(picture => picture.title)}
          legends={pictures.map(picture => picture.printed)}
          filterText={
            comparison === null ? shownWords.what : pictures.map(picture => picture.title).join(' / ')
          }
          periodText={shownWords.when}
        />
      </Header>
      <aside className="analysis-controls" aria-label={t.settings}>
        <Controls city={city} />
      </aside>
      <dialog className="analysis-sheet" ref={controls} aria-label={t.settings}>
        <form method="dialog">
          <IconButton icon={ArrowLeft} label={t.back} onPress={() => controls.current?.close()} />
        </form>
        <Controls city={city} />
      </dialog>
      <main className="analysis-stage" data-maps={pictures.length}>
        {first.error !== null && <ErrorState error={first.error} onRetry={first.retry} />}
        {place === 'pick' && (
          <p className="hint-bar" role="status">
            {t.pickNote}
          </p>
        )}
        {hasMap &&
          pictures.map(picture => (
            <AreaMap
              // beside others it is smaller, and shows the whole city anew
              key={`${picture.name} ${pictures.length}`}
              city={city}
              name={picture.name}
              title={picture.title}
              areas={picture.areas}
              colours={picture.colours}
              surface={picture.surface}
              notes={notes}
              onPick={(key, at) => {
                if (place === 'pick') {
                  setPlace(at)
                  setView({ side: 'notes' }, 'replace')
                } else pick(key)
              }}
            >
              {!(side === 'spots' && spots.isTestable) && (
                <Legend
                  title={picture.legendTitle}
                  unit={picture.unit}
                  classes={picture.legend}
                  areas={picture.areas.areas}
                  hasNothing={!picture.isDifference}
                  note={picture.note}
                />
              )}
            </AreaMap>
          ))}
        {hasMap && pictures.length === 0 && first.error === null && (
          <p className="analysis-wait">{t.loading}</p>
        )}
        <PickedArea
          picked={picked}
          pictures={pictures}
          filter={film.areas === undefined ? filter : { ...filter, from: film.from, to: film.to }}
          other={comparison?.filter ?? null}
          onClose={() => pick(null)}
        />
      </main>
      <Beside
        side={side}
        filter={filter}
        areas={first}
        pictures={pictures}
        picked={picked}
        onPick={pick}
        spots={spots}
        notes={notes}
        onNotes={setNotes}
        at={{ place, set: setPlace }}
      />
      <footer className="analysis-time" data-dark={dark || undefined}>
        <div className="analysis-timeline">
          <FilmControls
            film={film}
            isDisabled={look !== 'grids' || indicator !== null || comparison !== null}
          />
          <Timeline filter={filter} playing={null} />
        </div>
        <WeekPattern filter={filter} />
      </footer>
    </div>
  )
}

function Header(props: { city: City; what: string; onControls: () => void; children: React.ReactNode }) {
  const t = useMessages('analysis')
  const shell = useMessages('shell')
  const locale = useLocale()
  const { dark } = usePalette()
  return (
    <header className="analysis-top">
      <IconButton
        icon={ArrowLeft}
        label={t.back}
        onPress={() => {
          const { theme, lang, map } = currentView()
          openPage('/', { theme, lang, map })
        }}
      />
      <h1>
        {t.analysis} <span className="quiet">{props.what}</span>
      </h1>
      {props.city.synthetic !== null && <span className="top-bar-demo">{t.synthetic}</span>}
      <span className="analysis-actions">
        <span className="analysis-narrow">
          <IconButton icon={SlidersHorizontal} label={t.settings} onPress={props.onControls} />
        </span>
        {props.children}
        <IconButton
          icon={Languages}
          label={shell.language}
          onPress={() => setView({ lang: locale === 'zh' ? 'en' : 'zh' }, 'replace')}
        />
        <IconButton
          icon={dark ? Moon : Sun}
          label={shell.theme}
          onPress={() => setView({ theme: dark ? 'paper' : 'night' }, 'replace')}
        />
      </span>
    </header>
  )
}
