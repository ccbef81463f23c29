import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { useCityWords } from '../city/city-words.ts'
import { gridQuery } from '../grids/grids.api.ts'
import { useMessages } from '../i18n/messages.ts'
import { TimeFilter } from '../incidents/time-filter.tsx'
import { ChoiceField, SearchInput } from '../ui/field.tsx'
import { useSettled } from '../ui/use-settled.ts'
import { setView, useView } from '../view.ts'
import { auditNouns } from './audit.api.ts'

const all = 'all'

/** Everything is in the address; what is typed goes there once typing pauses, since every question is an entry. */
export function AuditFilters() {
  const t = useMessages('audit')
  const log = useView(view => view.log)
  const did = useView(view => view.did)
  return (
    <search className="audit-filters" aria-label={t.audit}>
      <ChoiceField
        label={t.source}
        quiet
        value={log ?? 'access'}
        choices={(['access', 'cases'] as const).map(id => ({ id, label: t.sources[id] }))}
        onChange={id => setView({ log: id === 'cases' ? id : undefined, did: undefined })}
      />
      {log === undefined && (
        <ChoiceField
          label={t.did}
          quiet
          value={did?.split('.')[0] ?? all}
          choices={[
            { id: all, label: t.anything },
            ...auditNouns.map(id => ({ id, label: t.nouns[id] ?? id })),
          ]}
          onChange={id => setView({ did: id === all ? undefined : id })}
        />
      )}
      <Typed field="who" label={t.who} />
      <Typed field="thing" label={t.thing} />
      <TimeFilter label={t.when} />
      <GridChip />
    </search>
  )
}

function Typed({ field, label }: { field: 'who' | 'thing'; label: string }) {
  const value = useView(view => view[field]) ?? ''
  const [typed, setTyped] = useState(value)
  const settled = useSettled(typed.trim(), 600)
  useEffect(() => setTyped(now => (now.trim() === value ? now : value)), [value])
  // what was typed leads; a changed address is taken over above
  useEffect(() => {
    if (settled !== value && settled === typed.trim())
      setView({ [field]: settled === '' ? undefined : settled }, 'replace')
  }, [settled])
  return <SearchInput label={label} value={typed} maxLength={80} onChange={setTyped} />
}

/** The grid that the lists are narrowed to, and the way out of it. */
function GridChip() {
  const t = useMessages('audit')
  const words = useCityWords()
  const code = useView(view => view.within)
  const { data: grid } = useQuery({ ...gridQuery(code ?? ''), enabled: code !== undefined })
  if (code === undefined) return null
  return (
    <AriaButton className="button button-plain" onPress={() => setView({ within: undefined })}>
      {t.inGrid(grid === undefined ? code : words.say(grid.name))}
      <X size={14} strokeWidth={1.75} aria-hidden />
    </AriaButton>
  )
}
