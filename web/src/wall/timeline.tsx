import { useMessages } from '../i18n/messages.ts'
import { clockOf } from './wall-clock.ts'
import { usePicture } from './wall-context.ts'

/** Hours between two labels. */
const labelled = 6

/** The weather of work over 24 hours: what came in, what was closed, and what usually comes in at that hour. */
export function Timeline({ timeZone }: { timeZone: string }) {
  const t = useMessages('wall')
  const hours = usePicture()?.timeline ?? []
  const most = Math.max(
    1,
    ...hours.map(({ reported, closed, usual }) => Math.max(reported, closed, usual ?? 0)),
  )
  const share = (n: number) => `${(100 * n) / most}%`
  return (
    <section className="wall-panel wall-timeline" aria-label={t.timeline}>
      <h2>
        {t.timeline}
        <small>
          <i className="wall-key wall-key-reported" />
          {t.reported}
          <i className="wall-key wall-key-closed" />
          {t.closed}
          <i className="wall-key wall-key-usual" />
          {t.usual}
        </small>
      </h2>
      <ol className="wall-hours">
        {hours.map(({ from, reported, closed, usual }, i) => (
          <li key={from} data-now={i === hours.length - 1}>
            <span className="wall-hour-bars">
              <i className="wall-hour-reported" style={{ blockSize: share(reported) }} />
              <i className="wall-hour-closed" style={{ blockSize: share(closed) }} />
              {usual !== null && <i className="wall-hour-usual" style={{ insetBlockEnd: share(usual) }} />}
            </span>
            <span className="wall-hour-label">
              {i % labelled === labelled - 1 ? clockOf(from, timeZone) : ''}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
