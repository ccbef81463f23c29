import './grid-panel.css'
import { useQuery } from '@tanstack/react-query'
import { LocateFixed, MapPinPlus, PencilRuler, SearchX } from 'lucide-react'
import { Failure } from '../api.ts'
import { useCityWords } from '../city/city-words.ts'
import { cameraOfBounds } from '../fly.ts'
import { formatArea, formatCount, formatDistance } from '../i18n/format.ts'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Badge, SyntheticBadge } from '../ui/badge.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { Fact, Facts, Panel, Section } from '../ui/panel.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { editDraft, select, setView, useView } from '../view.ts'
import { GridChildren } from './grid-children.tsx'
import { GridCrumbs } from './grid-crumbs.tsx'
import { GridLineage } from './grid-lineage.tsx'
import { GridOpen } from './grid-open.tsx'
import { GridPosts } from './grid-posts.tsx'
import { type GridDetail, gridQuery } from './grids.api.ts'

/** What the inspector says of the selected grid: who answers for it, what is open in it, and what lies around it. */
export function GridPanel() {
  const code = useView(view => view.grid)
  return code === undefined ? null : <OneGrid code={code} />
}

function OneGrid({ code }: { code: string }) {
  const at = useView(view => view.at)
  const t = useMessages('grids')
  const { data: grid, error, refetch } = useQuery(gridQuery(code, at))
  const close = () => select({})

  if (grid !== undefined) return <GridBody grid={grid} onClose={close} />
  const gone = error instanceof Failure && error.status === 404
  return (
    <Panel over={t.grid} title={<span className="code">{code}</span>} onClose={close}>
      {error === null ? (
        <Skeleton rows={8} />
      ) : gone ? (
        <>
          <EmptyState icon={SearchX} title={t.gone} hint={t.goneHint}>
            <Button onPress={() => setView({ grid: undefined, panel: 'tree' })}>{t.tree}</Button>
          </EmptyState>
          <GridLineage code={code} />
        </>
      ) : (
        <ErrorState error={error} onRetry={refetch} />
      )}
    </Panel>
  )
}

function GridBody({ grid, onClose }: { grid: GridDetail; onClose: () => void }) {
  const t = useMessages('grids')
  const editor = useMessages('editor')
  const beside = useMessagesBeside('grids')
  const words = useCityWords()
  const { locale } = words
  const above = grid.chain.filter(link => link.code !== grid.code)
  return (
    <Panel
      over={
        <>
          <Badge tone="accent">
            {[words.level(grid.level), words.levelBeside(grid.level)].filter(Boolean).join(' ')}
          </Badge>
          {grid.kind !== null && <Badge>{words.kind(grid.level, grid.kind)}</Badge>}
          {grid.synthetic && <SyntheticBadge />}
        </>
      }
      title={words.say(grid.name)}
      under={words.sayBeside(grid.name)}
      actions={
        <IconButton
          icon={LocateFixed}
          label={t.fly}
          onPress={() => setView({ map: cameraOfBounds(grid.bounds) })}
        />
      }
      onClose={onClose}
      foot={
        <div className="wrap">
          <Button icon={MapPinPlus} onPress={() => setView({ report: 'pick' })}>
            {t.reportHere}
          </Button>
          <Button icon={PencilRuler} onPress={() => editDraft('list')}>
            {editor.adjustBorder}
          </Button>
        </div>
      }
    >
      {above.length > 0 && <GridCrumbs chain={above} />}
      <div className="grid-facts">
        <Facts>
          <Fact name={t.open}>
            <strong className="figure">{formatCount(grid.openIncidents, locale)}</strong>
          </Fact>
          <Fact name={t.area}>{formatArea(grid.areaSquareMeters, locale)}</Fact>
          {grid.households !== null && (
            <Fact name={t.households}>{formatCount(grid.households, locale)}</Fact>
          )}
          {grid.childCount > 0 && <Fact name={t.children}>{formatCount(grid.childCount, locale)}</Fact>}
        </Facts>
        <p className="grid-code">
          {t.code} <span className="code">{grid.code}</span> · {t.version(grid.version)}
        </p>
      </div>
      <GridPosts posts={grid.posts} />
      <Section title={t.center} beside={beside.center}>
        {grid.center === null ? <p className="quiet">{t.noCenter}</p> : <CenterLink center={grid.center} />}
      </Section>
      <GridOpen grid={grid} />
      <GridChildren grids={grid.children} level={grid.children[0]?.level} />
      {grid.neighbours.length > 0 && (
        <Section title={t.neighbours} beside={beside.neighbours}>
          <ul className="wrap">
            {grid.neighbours.map(neighbour => (
              <li key={neighbour.code}>
                <button
                  type="button"
                  className="chip-button"
                  onClick={() => select({ grid: neighbour.code })}
                >
                  {words.say(neighbour.name)}
                  <span
                    className="quiet"
                    title={t.sharedBorder(formatDistance(neighbour.sharedMeters, locale))}
                  >
                    {formatDistance(neighbour.sharedMeters, locale)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <GridLineage code={grid.code} />
    </Panel>
  )
}

function CenterLink({ center }: { center: NonNullable<GridDetail['center']> }) {
  const words = useCityWords()
  return (
    <p className="center-link">
      <button type="button" className="link" onClick={() => select({ center: center.code })}>
        {words.say(center.name)}
      </button>
      <span className="quiet">{formatDistance(center.distanceMeters, words.locale)}</span>
    </p>
  )
}
