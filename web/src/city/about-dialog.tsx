import './about-dialog.css'
import type { City } from '@jingwei/api/city/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { formatCount, formatInstant } from '../i18n/format.ts'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Badge } from '../ui/badge.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Fact, Facts, Section } from '../ui/panel.tsx'
import { ErrorState, Notice, Skeleton } from '../ui/states.tsx'
import { setView, useView } from '../view.ts'
import { cityQuery } from './city.api.ts'
import { useCityWords } from './city-words.ts'

/** What the page is, what is in it, and which of it is real. */
export function AboutDialog() {
  const t = useMessages('city')
  const isOpen = useView(view => view.dialog) === 'about'
  const { data: city, error, refetch } = useQuery(cityQuery)
  const words = useCityWords()
  return (
    <Dialog
      title={city === undefined ? t.about : t.aboutCity(words.say(city.name))}
      width="wide"
      isOpen={isOpen}
      onClose={() => setView({ dialog: undefined }, 'replace')}
    >
      {city !== undefined ? (
        <About city={city} />
      ) : error === null ? (
        <Skeleton rows={8} />
      ) : (
        <ErrorState error={error} onRetry={refetch} />
      )}
    </Dialog>
  )
}

function About({ city }: { city: City }) {
  const t = useMessages('city')
  const beside = useMessagesBeside('city')
  const words = useCityWords()
  const count = (n: number) => <span className="figure">{formatCount(n, words.locale)}</span>
  return (
    <div className="about">
      <p>{t.what}</p>
      {city.synthetic !== null && (
        <Notice tone="warning">
          <p>{words.say(city.synthetic)}</p>
        </Notice>
      )}
      <Section title={t.figures} beside={beside.figures}>
        <Facts>
          <Fact name={t.grids}>{count(city.grids.count)}</Fact>
          {city.levels.map(level => (
            <Fact key={level.key} name={words.say(level.name)}>
              {count(level.count)}
            </Fact>
          ))}
          <Fact name={t.centers}>{count(city.centers.count)}</Fact>
          <Fact name={t.workers}>{count(city.workers.count)}</Fact>
          <Fact name={t.classes}>{count(city.classes.length)}</Fact>
          <Fact name={t.version}>{count(city.version)}</Fact>
        </Facts>
        <p className="quiet">
          {t.versionSince(formatInstant(city.versions.firstEffectiveAt, city.timeZone))}
        </p>
      </Section>
      <Section title={t.realAndSynthetic} beside={beside.realAndSynthetic}>
        <Sources sources={city.sources} />
      </Section>
      <Section title={t.duties} beside={beside.duties}>
        <ol className="duties">
          {city.duties.map(duty => (
            <li key={duty.code}>
              {duty.name === null ? <span className="quiet">{t.dutyUnnamed}</span> : words.say(duty.name)}
            </li>
          ))}
        </ol>
        <p className="quiet">{t.dutyNote}</p>
      </Section>
      <Section title={t.datums} beside={beside.datums}>
        <p>{t.datumNote}</p>
      </Section>
      <Section title={t.api} beside={beside.api}>
        <p>
          {t.apiNote} <a href="/api/openapi.json">OpenAPI 3.1</a>
        </p>
      </Section>
    </div>
  )
}

function Sources({ sources }: { sources: City['sources'] }) {
  const t = useMessages('city')
  const words = useCityWords()
  return (
    <ul className="sources">
      {sources.map(source => (
        <li key={source.what.zh}>
          <p className="source-what">
            <Badge tone={source.real ? 'success' : 'quiet'}>{source.real ? t.real : t.synthetic}</Badge>
            <strong>{words.say(source.what)}</strong>
            <span className="quiet">{words.sayBeside(source.what)}</span>
          </p>
          <p>{words.say(source.note)}</p>
          <p className="quiet">{[source.origin, source.licence].filter(Boolean).join(' · ')}</p>
        </li>
      ))}
    </ul>
  )
}
