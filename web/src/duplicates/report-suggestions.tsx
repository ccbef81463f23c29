import { useQuery } from '@tanstack/react-query'
import { Combine } from 'lucide-react'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/panel.tsx'
import { Notice } from '../ui/states.tsx'
import { useSettled } from '../ui/use-settled.ts'
import { CaseLine } from './case-line.tsx'
import { type Matter, matterOf, type Suggestion, suggestionsQuery } from './duplicates.api.ts'

/** A question once somebody stops to think, not for every key. */
const settleMs = 400

/** The case that a reporter has said is the same. */
export interface Chosen {
  readonly id: number
  readonly number: string
  readonly title: string
}

interface Props {
  place: { lon: number; lat: number }
  draft: Pick<Matter, 'classCode' | 'title' | 'text'>
  chosen: Chosen | null
  onChoose: (chosen: Chosen | null) => void
}

/** Open cases that may be what somebody is reporting. Silent while there are none, or while they cannot be asked for: a report needs none of it. */
export function ReportSuggestions({ place, draft, chosen, onChoose }: Props) {
  const t = useMessages('duplicates')
  const beside = useMessagesBeside('duplicates')
  const matter: Matter = JSON.parse(useSettled(JSON.stringify(matterOf(place, draft)), settleMs))
  const { data } = useQuery({
    ...suggestionsQuery(matter),
    enabled: matter.classCode !== '' && chosen === null,
  })
  if (chosen !== null)
    return (
      <Section title={t.maybeSame} beside={beside.maybeSame}>
        <Notice tone="success">
          <div className="same-chosen" role="status">
            <p>
              <strong>{t.sameAs(chosen.title || chosen.number)}</strong>
              <br />
              <span className="quiet">{t.joinsOnReport(chosen.number)}</span>
            </p>
            <Button look="quiet" onPress={() => onChoose(null)}>
              {t.notSame}
            </Button>
          </div>
        </Notice>
      </Section>
    )
  // while the next answer is on its way the last one stays, unless it is about another class
  const suggestions = data?.suggestions.filter(one => one.classCode === draft.classCode) ?? []
  if (suggestions.length === 0) return null
  return (
    <Section title={t.maybeSame} beside={beside.maybeSame}>
      <p className="quiet">{t.maybeSameHint}</p>
      <ul className="case-lines">
        {suggestions.map(suggestion => (
          <CaseLine key={suggestion.id} of={suggestion} why={suggestion.why} isFixed>
            <Button icon={Combine} onPress={() => onChoose(chosenOf(suggestion))}>
              {t.same}
            </Button>
          </CaseLine>
        ))}
      </ul>
    </Section>
  )
}

function chosenOf({ id, number, title }: Suggestion): Chosen {
  return { id, number, title }
}
