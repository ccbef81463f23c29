import './versions-panel.css'
import { useQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useCityWords } from '../city/city-words.ts'
import { formatInstant } from '../i18n/format.ts'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Badge } from '../ui/badge.tsx'
import { Panel } from '../ui/panel.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { setView, useView } from '../view.ts'
import { useComparison } from './comparison.ts'
import { momentOf, versionAt } from './moments.ts'
import { OneVersion } from './one-version.tsx'
import { useCompare } from './use-compare.ts'
import { type Version, versionsQuery } from './versions.api.ts'

/** 历史版本: who published what and when; the one that is chosen is shown on the map with what it changed. */
export function VersionsPanel() {
  const t = useMessages('versions')
  const beside = useMessagesBeside('versions')
  const { data, error, refetch } = useQuery(versionsQuery)
  return (
    <Panel
      takesFocus
      title={t.title}
      under={beside.title}
      onClose={() => setView({ panel: undefined, compare: undefined })}
    >
      <p className="quiet versions-hint">{t.hint}</p>
      {data !== undefined ? (
        data.length === 0 ? (
          <EmptyState icon={History} title={t.none} />
        ) : (
          <VersionList versions={data} />
        )
      ) : error === null ? (
        <Skeleton rows={8} />
      ) : (
        <ErrorState error={error} onRetry={refetch} />
      )}
    </Panel>
  )
}

function VersionList({ versions }: { versions: readonly Version[] }) {
  const compare = useCompare()
  const at = useView(view => view.at)
  const comparison = useComparison()
  const shown = (at === undefined ? versions[0] : versionAt(versions, at))?.version
  // a version that was chosen on the slider may be far down the list
  const shownRow = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (shown !== undefined) shownRow.current?.scrollIntoView({ block: 'nearest' })
  }, [shown])
  const open = ({ version, base }: Version) => {
    const at = momentOf(versions, version)
    if (base === null) setView({ at, compare: undefined, edit: undefined })
    else void compare({ kind: 'version', id: version }, { at, edit: undefined })
  }
  return (
    <ol className="versions">
      {versions.map((version, i) => (
        <li
          key={version.version}
          ref={version.version === shown ? shownRow : null}
          className="version"
          data-shown={version.version === shown || undefined}
        >
          <VersionRow
            version={version}
            isNewest={i === 0}
            isShown={version.version === shown}
            onOpen={() => open(version)}
          />
          {version.version === shown && (
            <OneVersion
              version={version}
              isNewest={i === 0}
              isCompared={comparison?.kind === 'version' && comparison.id === version.version}
            />
          )}
        </li>
      ))}
    </ol>
  )
}

interface RowProps {
  version: Version
  isNewest: boolean
  isShown: boolean
  onOpen: () => void
}

function VersionRow({ version, isNewest, isShown, onOpen }: RowProps) {
  const t = useMessages('versions')
  const { timeZone } = useCityWords()
  const { author, reviewer, note, draft, base } = version
  const who = [
    ...(author === null ? [] : [t.drawnBy(author)]),
    ...(reviewer === null ? [] : [t.reviewedBy(reviewer)]),
    ...(draft === null ? [] : [t.draft(`${draft}`)]),
  ]
  return (
    <button type="button" className="version-row" aria-expanded={isShown} onClick={onOpen}>
      <span className="version-number">{t.version(`${version.version}`)}</span>
      <span className="version-signs">
        {isNewest && <Badge tone="success">{t.current}</Badge>}
        {isShown && <Badge tone="accent">{t.shown}</Badge>}
      </span>
      <span className="version-note">{note === '' && base === null ? t.first : note}</span>
      <span className="version-when">{formatInstant(version.effectiveAt, timeZone)}</span>
      {who.length > 0 && <span className="version-who">{who.join(' · ')}</span>}
    </button>
  )
}
