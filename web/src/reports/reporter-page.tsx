import '../incidents/status-light.css'
import { useQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Failure } from '../api.ts'
import { useSystemTheme } from '../field/preferences.ts'
import { type Locale, preferredLocale, Speaking, say, useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { stageOf } from '../incidents/stage.ts'
import { Mark } from '../shell/mark.tsx'
import { Button } from '../ui/button.tsx'
import { Fact, Facts, Section } from '../ui/panel.tsx'
import { EmptyState, ErrorState, Notice, Skeleton } from '../ui/states.tsx'
import { ReportAdd } from './report-add.tsx'
import { ReportRate } from './report-rate.tsx'
import { type ReportView, reportPictureUrl, reportQuery } from './reports.api.ts'

/** What the holder of a report's secret link sees: how the matter stands, in plain words, and what they may add. */
export function ReporterPage({ token }: { token: string }) {
  useSystemTheme()
  const [locale, setLocale] = useState<Locale>(preferredLocale)
  return (
    <Speaking locale={locale}>
      <main className="reporter">
        <Top onLanguage={() => setLocale(locale === 'zh' ? 'en' : 'zh')} />
        <Report token={token} />
      </main>
    </Speaking>
  )
}

function Top({ onLanguage }: { onLanguage: () => void }) {
  const t = useMessages('reports')
  const locale = useLocale()
  useEffect(() => {
    document.title = t.title
  }, [t])
  return (
    <header className="reporter-top">
      <Mark size={28} />
      <h1>{t.title}</h1>
      <Button look="quiet" onPress={onLanguage}>
        {locale === 'zh' ? 'English' : '中文'}
      </Button>
    </header>
  )
}

function Report({ token }: { token: string }) {
  const t = useMessages('reports')
  const { data, error, refetch } = useQuery(reportQuery(token))
  if (data !== undefined) return <ReportBody token={token} report={data} />
  if (error === null) return <Skeleton rows={8} />
  // an address that is no token is answered 400
  if (error instanceof Failure && (error.status === 404 || error.status === 400))
    return <EmptyState icon={SearchX} title={t.gone} hint={t.goneHint} />
  return <ErrorState error={error} onRetry={refetch} />
}

function ReportBody({ token, report }: { token: string; report: ReportView }) {
  const t = useMessages('reports')
  const locale = useLocale()
  const { status, photos } = report
  return (
    <>
      <div className="reporter-standing" role="status">
        <span className="status-shape" data-stage={stageOf[status].key} aria-hidden>
          {stageOf[status].shape}
        </span>
        <strong>{t.statuses[status]}</strong>
      </div>
      <h2 className="reporter-title">{report.title}</h2>
      <p className="quiet">{say(report.className, locale)}</p>
      <Facts>
        <Fact name={t.number}>
          <span className="code">{report.number}</span>
        </Fact>
        <Fact name={t.reportedOn}>{moment(report.reportedAt, locale)}</Fact>
      </Facts>
      {report.joined && <Notice tone="quiet">{t.joined}</Notice>}
      {report.mayRate && <ReportRate token={token} satisfied={report.satisfied} />}
      {!report.mayRate && report.satisfied !== null && <p>{t.rated(report.satisfied)}</p>}
      <Section title={t.course}>
        <ol className="reporter-steps">
          {report.steps.toReversed().map((step, i) => (
            <li key={report.steps.length - i}>
              <span className="status-shape" data-stage={stageOf[step.status].key} aria-hidden>
                {step.kind === 'status' ? stageOf[step.status].shape : '·'}
              </span>
              <span>{step.kind === 'status' ? t.statuses[step.status] : t.kinds[step.kind]}</span>
              <time className="quiet" dateTime={step.at}>
                {moment(step.at, locale)}
              </time>
            </li>
          ))}
        </ol>
      </Section>
      {photos.length > 0 && (
        <Section title={t.photos}>
          <div className="reporter-photos">
            {photos.map(({ id, own }, i) => (
              <a key={id} href={reportPictureUrl(token, id, 'full')} target="_blank" rel="noreferrer">
                <img src={reportPictureUrl(token, id, 'thumb')} alt={t.alt(own, i + 1)} loading="lazy" />
              </a>
            ))}
          </div>
        </Section>
      )}
      <ReportAdd token={token} report={report} />
      <p className="quiet reporter-secret">{t.secret}</p>
    </>
  )
}

/** Date and minute by the reader's own clock: this page is about them, not about the city's desk. */
function moment(instant: string, locale: Locale): string {
  return new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(new Date(instant))
}
