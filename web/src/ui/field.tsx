import './menu.css'
import './field.css'
import { ChevronDown, Search, X } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Button as AriaButton,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SearchField,
  type SearchFieldProps,
  Select,
  SelectValue,
  Text,
  TextArea,
  TextField,
  type TextFieldProps,
} from 'react-aria-components'
import { useMessages } from '../i18n/messages.ts'

interface FieldProps extends Omit<TextFieldProps, 'className' | 'children'> {
  label: string
  hint?: string | undefined
  /** Shown at the label's end: a count, or that the field is optional. */
  aside?: ReactNode
  error?: string | undefined
  placeholder?: string
  /** More than one makes a text area of that many lines. */
  rows?: number
}

export function Field({ label, hint, aside, error, placeholder, rows = 1, ...props }: FieldProps) {
  return (
    <TextField {...props} isInvalid={error !== undefined} className="field">
      <span className="field-top">
        <Label className="field-label">{label}</Label>
        {aside !== undefined && <span className="field-aside">{aside}</span>}
      </span>
      {rows > 1 ? (
        <TextArea className="input input-area" rows={rows} {...(placeholder ? { placeholder } : {})} />
      ) : (
        <Input className="input" {...(placeholder ? { placeholder } : {})} />
      )}
      {hint !== undefined && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </TextField>
  )
}

interface SearchProps extends Omit<SearchFieldProps, 'className' | 'children' | 'aria-label'> {
  /** Spoken; also the placeholder. */
  label: string
}

export function SearchInput({ label, ...props }: SearchProps) {
  const t = useMessages('ui')
  return (
    <SearchField {...props} aria-label={label} className="search">
      <Search size={16} strokeWidth={1.75} aria-hidden />
      <Input className="search-input" placeholder={label} />
      <AriaButton className="search-clear" aria-label={t.clear}>
        <X size={14} aria-hidden />
      </AriaButton>
    </SearchField>
  )
}

export interface Choice {
  readonly id: string
  readonly label: string
}

interface ChoiceProps {
  label: string
  /** True hides the label for the eye; it is still spoken. */
  quiet?: boolean
  choices: readonly Choice[]
  value: string
  onChange: (id: string) => void
}

/** One of a few. */
export function ChoiceField({ label, quiet = false, choices, value, onChange }: ChoiceProps) {
  return (
    <Select
      className="field"
      value={value}
      onChange={key => {
        if (key !== null) onChange(String(key))
      }}
    >
      <Label className={quiet ? 'spoken' : 'field-label'}>{label}</Label>
      <AriaButton className="input choice">
        <SelectValue className="choice-value" />
        <ChevronDown size={16} strokeWidth={1.75} aria-hidden />
      </AriaButton>
      <Popover className="popover">
        <ListBox className="menu" items={choices}>
          {choice => (
            <ListBoxItem className="menu-item" textValue={choice.label}>
              {choice.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  )
}
