import './when.css'
import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { useCityWords } from '../city/city-words.ts'
import { formatCount, formatInstant } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import type { IncidentFilter } from '../incidents/incidents.api.ts'
import { IconButton } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/states.tsx'
import { setView, useView } from '../view.ts'
import { timesQuery } from './analysis.api.ts'
import { type Brush, brushOf, movedBrush } from './brush.ts'

/** Heights and widths are shares of a box of this size: the page decides how large it is. */
const height = 100

/** How many cases were reported when, and the period that is chosen: dragged, or moved by its two ends with the arrow keys. */
export function Timeline({ filter, playing }: { filter: IncidentFilter; playing: Brush | null }) {
  const t = useMessages('analysis')
  const words = useCityWords()
  const box = useRef<SVGSVGElement>(null)
  const { from: _, to: __, ...always } = filter
  const { data, error } = useQuery(timesQuery(always))
  const from = useView(view => view.from)
  const to = useView(view => view.to)
  const [drag, setDrag] = useState<{ anchor: number; brush: Brush } | null>(null)
  if (error !== null && data === undefined) return <ErrorNotice error={error} />
  if (data === undefined || data.counts.length === 0)
    return <p className="quiet timeline-none">{data === undefined ? t.loading : t.nothing}</p>

  const { edges, counts, step } = data
  const chosen = from === undefined && to === undefined ? null : brushOf(edges, from, to)
  const brush = playing ?? drag?.brush ?? chosen
  const most = Math.max(...counts)
  const day = (edge: number) => formatInstant(edges[edge] ?? '', words.timeZone).slice(0, 10)
  const choose = (next: Brush | null) =>
    setView(
      next === null ? { from: undefined, to: undefined } : { from: edges[next.first], to: edges[next.end] },
    )
  const barAt = (event: PointerEvent) => {
    const at = box.current?.getBoundingClientRect()
    if (at === undefined) return 0
    const share = (event.clientX - at.left) / at.width
    return Math.max(0, Math.min(counts.length - 1, Math.floor(share * counts.length)))
  }
  const dragTo = (anchor: number, bar: number): Brush => ({
    first: Math.min(anchor, bar),
    end: Math.max(anchor, bar) + 1,
  })
  const label = (n: Brush) => `${day(n.first)} – ${day(n.end)}`
  const total = (n: Brush) => counts.slice(n.first, n.end).reduce((sum, count) => sum + count, 0)
  return (
    <section className="timeline" aria-label={t.timeline}>
      <p className="timeline-top">
        <strong>{brush === null ? t.wholeTime : label(brush)}</strong>
        <span className="quiet">
          {t.stepName[step]} ·{' '}
          {t.casesNow(formatCount(total(brush ?? { first: 0, end: counts.length }), words.locale))}
        </span>
        {chosen !== null && <IconButton icon={X} label={t.clearTime} onPress={() => choose(null)} />}
      </p>
      <div className="timeline-box">
        <svg
          ref={box}
          className="timeline-bars"
          viewBox={`0 0 ${counts.length} ${height}`}
          preserveAspectRatio="none"
          aria-hidden
          onPointerDown={event => {
            event.currentTarget.setPointerCapture(event.pointerId)
            const bar = barAt(event)
            setDrag({ anchor: bar, brush: dragTo(bar, bar) })
          }}
          onPointerMove={event => drag && setDrag({ ...drag, brush: dragTo(drag.anchor, barAt(event)) })}
          onPointerUp={() => {
            if (drag !== null) choose(drag.brush)
            setDrag(null)
          }}
          onPointerCancel={() => setDrag(null)}
        >
          {counts.map((count, i) => (
            <rect
              key={edges[i]}
              x={i + 0.08}
              width={0.84}
              y={height - (height * count) / most}
              height={(height * count) / most}
              className={brush === null || (i >= brush.first && i < brush.end) ? 'bar' : 'bar bar-out'}
            >
              <title>{t.barLabel(day(i), formatCount(count, words.locale))}</title>
            </rect>
          ))}
        </svg>
        {(['first', 'end'] as const).map(end => {
          const value = brush === null ? (end === 'first' ? 0 : counts.length) : brush[end]
          return (
            <span
              key={end}
              className="timeline-end"
              role="slider"
              tabIndex={0}
              aria-label={end === 'first' ? t.brushFrom : t.brushTo}
              aria-valuemin={0}
              aria-valuemax={counts.length}
              aria-valuenow={value}
              aria-valuetext={day(value)}
              style={{ insetInlineStart: `${(100 * value) / counts.length}%` }}
              onKeyDown={event => {
                const next = movedBrush(
                  brush ?? { first: 0, end: counts.length },
                  end,
                  keyStep(event),
                  counts.length,
                )
                if (next === undefined) return
                event.preventDefault()
                choose(next)
              }}
            />
          )
        })}
      </div>
      <p className="timeline-days quiet" aria-hidden>
        <span>{day(0)}</span>
        <span>{day(Math.floor(counts.length / 2))}</span>
        <span>{day(counts.length)}</span>
      </p>
    </section>
  )
}

/** Steps that a key means; undefined for others. */
function keyStep({ key }: KeyboardEvent): number | undefined {
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowDown: -1,
    ArrowRight: 1,
    ArrowUp: 1,
    PageDown: -5,
    PageUp: 5,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  }
  return steps[key]
}
