import { useQuery } from '@tanstack/react-query'
import { useCityWords } from '../city/city-words.ts'
import { foundGridsQuery } from '../grids/grids.api.ts'
import { useMessages } from '../i18n/messages.ts'
import { Field } from '../ui/field.tsx'
import { useSettled } from '../ui/use-settled.ts'

const mostFound = 6

/** A grid by its code; a part of its name or code finds it. */
export function GridField({ value, onChange }: { value: string; onChange: (code: string) => void }) {
  const t = useMessages('accounts')
  const words = useCityWords()
  const typed = useSettled(value.trim())
  const { data } = useQuery({ ...foundGridsQuery(typed), enabled: typed.length > 0 })
  const grids = data?.grids ?? []
  const isChosen = grids.some(({ code }) => code === value)
  return (
    <div>
      <Field label={t.grid} hint={t.gridHint} isRequired maxLength={40} value={value} onChange={onChange} />
      {!isChosen && typed !== '' && (
        <ul className="grid-choices">
          {grids.slice(0, mostFound).map(({ code, name }) => (
            <li key={code}>
              <button type="button" className="row" onClick={() => onChange(code)}>
                <span>{words.say(name)}</span>
                <span className="code quiet">{code}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
