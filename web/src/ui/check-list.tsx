import './check-list.css'
import { Check } from 'lucide-react'
import { Checkbox, CheckboxGroup, Label } from 'react-aria-components'
import type { Choice } from './field.tsx'

interface Props {
  label: string
  choices: readonly Choice[]
  value: string[]
  onChange: (ids: string[]) => void
}

/** Any number of a few. */
export function CheckList({ label, choices, value, onChange }: Props) {
  return (
    <CheckboxGroup className="check-list" value={value} onChange={onChange}>
      <Label className="field-label">{label}</Label>
      <div className="check-list-rows">
        {choices.map(choice => (
          <Checkbox key={choice.id} value={choice.id} className="check">
            <span className="check-box" aria-hidden>
              <Check size={14} strokeWidth={3} />
            </span>
            {choice.label}
          </Checkbox>
        ))}
      </div>
    </CheckboxGroup>
  )
}
