import { useCityWords } from '../city/city-words.ts'
import { formatAmount } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { Fact, Facts } from '../ui/panel.tsx'
import { Notice } from '../ui/states.tsx'
import { CaseClock } from './case-clock.tsx'
import type { CaseView } from './moves.api.ts'
import { StageLights } from './stage-lights.tsx'

/** Where a case stands: its clock, who handles it, what was asked for, how far it was whistled up. */
export function CaseStanding({ standing }: { standing: CaseView }) {
  const t = useMessages('moves')
  const words = useCityWords()
  const { clock, stages, assignee, escalatedTo } = standing
  return (
    <>
      {clock !== null && <CaseClock clock={clock} />}
      {stages.length > 1 && <StageLights stages={stages} />}
      <Waiting standing={standing} />
      <div className="incident-facts">
        <Facts>
          <Fact name={t.assignee}>
            {assignee === null ? t.unassigned : words.say(assignee.name) || t.assigneeKinds[assignee.kind]}
          </Fact>
          {escalatedTo !== null && <Fact name={t.escalatedTo}>{words.say(escalatedTo.name)}</Fact>}
        </Facts>
      </div>
    </>
  )
}

function Waiting({ standing: { request, clock } }: { standing: CaseView }) {
  const t = useMessages('moves')
  const locale = useLocale()
  if (request === null) return null
  const { kind, by, amount } = request
  const much =
    amount === undefined || clock === null
      ? ''
      : ` ${t.units[clock.limit.unit](formatAmount(amount, locale))}`
  const what = `${t.requests[kind]}${much}`
  return <Notice tone="warning">{by === null ? t.waits(what) : t.waitsOf(by, what)}</Notice>
}
