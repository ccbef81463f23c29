import './past-bar.css'
import { useQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight, History } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components'
import { useCityWords } from '../city/city-words.ts'
import { formatInstant } from '../i18n/format.ts'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Both } from '../ui/both.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { setView, useView } from '../view.ts'
import { Days, momentOf, versionAt } from './moments.ts'
import { type Version, versionsQuery } from './versions.api.ts'

/** Which day is shown: a slider over all days, and, as long as it is not today, the sign that says so and the way back. */
export function PastBar() {
  const t = useMessages('versions')
  const beside = useMessagesBeside('versions')
  const at = useView(view => view.at)
  const { timeZone } = useCityWords()
  const { data: versions = [] } = useQuery(versionsQuery)
  const shown = at === undefined ? versions[0] : versionAt(versions, at)
  const isPast = at !== undefined
  return (
    <section className="past-bar" data-past={isPast || undefined} aria-label={t.slider}>
      <p className="past-sign" role="status">
        <History size={16} strokeWidth={1.75} aria-hidden />
        <strong>
          <Both main={isPast ? t.past : t.now} beside={isPast ? beside.past : beside.now} />
        </strong>
        {isPast && versions.length > 0 && (
          <span className="past-when">
            {shown === undefined ? t.beforeFirst : t.pastAt(formatInstant(at, timeZone), `${shown.version}`)}
          </span>
        )}
      </p>
      {versions.length > 0 && <DaySlider versions={versions} at={at} timeZone={timeZone} />}
      {isPast && (
        <Button look="primary" onPress={backToNow}>
          {t.backToNow}
        </Button>
      )}
    </section>
  )
}

interface Props {
  readonly versions: readonly Version[]
  readonly at: string | undefined
  readonly timeZone: string
}

function DaySlider({ versions, at, timeZone }: Props) {
  const t = useMessages('versions')
  const first = versions.at(-1)?.effectiveAt ?? ''
  const days = useMemo(() => new Days(first, new Date(), timeZone), [first, timeZone])
  const [dragged, setDragged] = useState<number | null>(null)
  const day = dragged ?? days.numberOf(at)
  const versionOn = (number: number) => {
    const moment = days.moment(number)
    return moment === undefined ? versions[0] : versionAt(versions, moment)
  }
  const shown = at === undefined ? versions[0] : versionAt(versions, at)
  const place = versions.findIndex(({ version }) => version === shown?.version)
  const go = (to: Version | undefined) => to !== undefined && show(momentOf(versions, to.version))
  return (
    <div className="past-days">
      <IconButton
        icon={ChevronLeft}
        label={t.earlier}
        isDisabled={place < 0 || place === versions.length - 1}
        onPress={() => go(versions[place + 1])}
      />
      <Slider
        className="past-slider"
        aria-label={t.slider}
        minValue={0}
        maxValue={Math.max(days.last, 1)}
        value={day}
        isDisabled={days.last === 0}
        onChange={to => {
          setDragged(to)
          // while it is dragged the map changes when the version does
          if (versionOn(to) !== versionOn(day)) show(days.moment(to))
        }}
        onChangeEnd={to => {
          setDragged(null)
          show(days.moment(to))
        }}
      >
        <SliderTrack className="past-track">
          {versions.map(({ version, effectiveAt }) => (
            <span
              key={version}
              className="past-tick"
              style={{ left: `${(days.numberOf(effectiveAt) / Math.max(days.last, 1)) * 100}%` }}
            />
          ))}
          <SliderThumb className="past-thumb" />
        </SliderTrack>
      </Slider>
      <output className="past-day">{days.day(day)}</output>
      <IconButton
        icon={ChevronRight}
        label={t.later}
        isDisabled={place <= 0}
        onPress={() => go(versions[place - 1])}
      />
    </div>
  )
}

const show = (at: string | undefined) => setView({ at, compare: undefined }, 'replace')
const backToNow = () => setView({ at: undefined, compare: undefined })
