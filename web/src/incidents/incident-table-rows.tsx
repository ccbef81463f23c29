import { useEffect, useRef, useState } from 'react'
import {
  Cell,
  Checkbox,
  Collection,
  Column,
  type Key,
  ResizableTableContainer,
  Row,
  Table,
  TableBody,
  TableHeader,
  TableLayout,
  TableLoadMoreItem,
  Virtualizer,
} from 'react-aria-components'
import { CityTime } from '../city/city-time.tsx'
import { type CityWords, useCityWords } from '../city/city-words.ts'
import { GroupBadge } from '../duplicates/group-badge.tsx'
import { useMessages } from '../i18n/messages.ts'
import { DueLight } from '../moves/due-light.tsx'
import { singleKey } from '../ui/single-key.ts'
import { useWidth } from '../ui/use-width.ts'
import { currentView, useView } from '../view.ts'
import { openIncident } from './incident-rows.tsx'
import type { IncidentSummary } from './incidents.api.ts'
import { StatusLight } from './status-light.tsx'

interface Props {
  incidents: readonly IncidentSummary[]
  /** Selected to do something to all of them; the case that is open is another matter. */
  picked: readonly IncidentSummary[]
  /** Undefined: nothing can be selected. */
  onPick: ((picked: readonly IncidentSummary[]) => void) | undefined
  isLoading: boolean
  onMore: () => void
}

type ColumnKey = 'pick' | 'status' | 'number' | 'title' | 'class' | 'grid' | 'due' | 'reportedAt'
interface ColumnSpec {
  readonly key: ColumnKey
  readonly width: number | `${number}fr`
  /** Narrower than this the column is left out. */
  readonly from: number
}

const columns: readonly ColumnSpec[] = [
  { key: 'pick', width: 36, from: 520 },
  { key: 'status', width: 104, from: 420 },
  { key: 'title', width: '3fr', from: 0 },
  { key: 'class', width: '1fr', from: 620 },
  { key: 'grid', width: '2fr', from: 520 },
  { key: 'number', width: 132, from: 760 },
  { key: 'due', width: 120, from: 480 },
  { key: 'reportedAt', width: 108, from: 0 },
]
const rowPixels = 32
/** Under a finger. */
const touchRowPixels = 44
const headPixels = 28

/** Only the rows in sight are on the page, so fifty thousand are as light as fifty. */
export function IncidentTableRows({ incidents, picked, onPick, isLoading, onMore }: Props) {
  const t = useMessages('incidents')
  const ui = useMessages('ui')
  const moves = useMessages('moves')
  const words = useCityWords()
  const selected = useView(view => view.incident)
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const [rowHeight] = useState(() => (matchMedia('(pointer: coarse)').matches ? touchRowPixels : rowPixels))
  useListKeys(incidents, selected, index => reveal(box.current, index * rowHeight, rowHeight))
  const lastKeys = useRef<ReadonlySet<Key>>(new Set())
  const shown = columns.filter(({ key, from }) => width >= from && (key !== 'pick' || onPick !== undefined))
  const open = (id: unknown) => {
    const incident = incidents.find(one => one.id === id)
    if (incident !== undefined) openIncident(incident)
  }
  return (
    <div className="table-box" ref={box}>
      {width > 0 && (
        <ResizableTableContainer className="table-scroll">
          <Virtualizer
            layout={TableLayout}
            layoutOptions={{ rowHeight, headingHeight: headPixels, loaderHeight: rowHeight }}
          >
            <Table
              aria-label={t.incidents}
              className="table"
              selectionMode={onPick === undefined ? 'none' : 'multiple'}
              selectionBehavior="toggle"
              selectedKeys={keysOf(picked, lastKeys.current)}
              onSelectionChange={keys => {
                if (keys === 'all') return onPick?.(incidents)
                lastKeys.current = keys
                const gone = picked.filter(({ id }) => keys.has(id) && !incidents.some(one => one.id === id))
                onPick?.([...gone, ...incidents.filter(({ id }) => keys.has(id))])
              }}
              onRowAction={open}
            >
              <TableHeader columns={shown} dependencies={[t]} className="table-head">
                {column => (
                  <Column
                    id={column.key}
                    width={column.width}
                    isRowHeader={column.key === 'title'}
                    className="table-column"
                  >
                    {column.key === 'pick' ? <Pick label={moves.bulkSelectAll} /> : t.columns[column.key]}
                  </Column>
                )}
              </TableHeader>
              <TableBody>
                <Collection items={incidents} dependencies={[shown.length, words, t, selected]}>
                  {incident => (
                    <Row
                      columns={shown}
                      className={incident.id === selected ? 'table-row table-row-open' : 'table-row'}
                      textValue={words.caseTitle(incident)}
                    >
                      {column => (
                        <Cell className="table-cell">
                          <CellContent
                            column={column.key}
                            incident={incident}
                            words={words}
                            compact={width < 420}
                          />
                        </Cell>
                      )}
                    </Row>
                  )}
                </Collection>
                <TableLoadMoreItem className="table-more" isLoading={isLoading} onLoadMore={onMore}>
                  {ui.loading}
                </TableLoadMoreItem>
              </TableBody>
            </Table>
          </Virtualizer>
        </ResizableTableContainer>
      )}
    </div>
  )
}

/** The table's own set where it still holds: it remembers where a range begins, which Shift goes on from. */
function keysOf(picked: readonly IncidentSummary[], last: ReadonlySet<Key>): Iterable<Key> {
  const isSame = last.size === picked.length && picked.every(({ id }) => last.has(id))
  return isSame ? last : picked.map(({ id }) => id)
}

/** J and K go down and up the list; what is gone to is opened. */
function useListKeys(
  incidents: readonly IncidentSummary[],
  selected: number | undefined,
  onGoTo: (index: number) => void,
): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const key = singleKey(event)
      if ((key !== 'j' && key !== 'k') || currentView().dialog !== undefined) return
      const now = incidents.findIndex(one => one.id === selected)
      const index = key === 'j' ? now + 1 : now - 1
      const incident = incidents[index]
      if (incident === undefined) return
      event.preventDefault()
      openIncident(incident)
      onGoTo(index)
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  })
}

/** Scrolls a row into sight: it may not be on the page yet. */
function reveal(box: HTMLElement | null, top: number, height: number): void {
  const list = box?.querySelector('.table-scroll')
  if (!list) return
  const least = top + height + headPixels - list.clientHeight
  if (list.scrollTop > top) list.scrollTop = top
  else if (list.scrollTop < least) list.scrollTop = least
}

/** A row's box, or the head's for all of them. */
function Pick({ label }: { label: string }) {
  return (
    <Checkbox slot="selection" className="pick" aria-label={label}>
      <span className="pick-box" aria-hidden />
    </Checkbox>
  )
}

function CellContent({
  column,
  incident,
  words,
  compact,
}: {
  column: ColumnKey
  incident: IncidentSummary
  words: CityWords
  compact: boolean
}) {
  const { bulkSelect: pickLabel } = useMessages('moves')
  switch (column) {
    case 'pick':
      return <Pick label={pickLabel(words.caseTitle(incident))} />
    case 'status':
      return <StatusLight status={incident.status} />
    case 'title':
      return (
        <>
          <span className="cut" title={words.caseTitle(incident)}>
            {compact && (
              <>
                <StatusLight status={incident.status} quiet />{' '}
              </>
            )}
            {words.caseTitle(incident)}
          </span>
          <GroupBadge of={incident} />
        </>
      )
    case 'class':
      return (
        <span className="cut" title={words.classPath(incident.classCode)}>
          {words.className(incident.classCode)}
        </span>
      )
    case 'grid':
      return (
        <span className="cut" title={incident.grid?.code}>
          {incident.grid === null ? '' : words.say(incident.grid.name)}
        </span>
      )
    case 'number':
      return <span className="cut code">{incident.number}</span>
    case 'due':
      return incident.light === null ? null : (
        <DueLight light={incident.light} dueAt={incident.open ? incident.dueAt : null} />
      )
    case 'reportedAt':
      return <CityTime instant={incident.reportedAt} />
  }
}
