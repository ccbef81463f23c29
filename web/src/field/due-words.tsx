import { formatSpan } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { lightShapes } from '../moves/case-clock.tsx'
import type { Light } from '../moves/moves.api.ts'

/** How much time is left, or how long it has been over: by colour, shape and words. */
export function DueWords({ light, dueAt, now }: { light: Light; dueAt: string; now: number }) {
  const t = useMessages('field')
  const locale = useLocale()
  const left = Date.parse(dueAt) - now
  const span = formatSpan(Math.abs(left), locale)
  return (
    <span className="due-light onsite-due" data-light={light}>
      <span className="case-clock-shape" aria-hidden>
        {lightShapes[light]}
      </span>
      {left < 0 ? t.overdueFor(span) : t.leftFor(span)}
    </span>
  )
}
