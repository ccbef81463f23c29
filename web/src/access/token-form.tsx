import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { CheckList } from '../ui/check-list.tsx'
import { ChoiceField, Field } from '../ui/field.tsx'
import { ErrorNotice } from '../ui/states.tsx'
import { verbWords } from './token-list.tsx'

const lives = ['7', '30', '90', '366'] as const

interface Props {
  nameLabel: string
  nameHint: string
  /** What may be chosen; absent: reading only. */
  verbs?: readonly string[]
  isPending: boolean
  error: Error | null
  onSubmit: (input: { name: string; days: number; verbs?: string[] }) => void
}

/** A token's name, life and reach. */
export function TokenForm({ nameLabel, nameHint, verbs, isPending, error, onSubmit }: Props) {
  const t = useMessages('access')
  const [name, setName] = useState('')
  const [days, setDays] = useState<string>(verbs === undefined ? '366' : '90')
  const [reach, setReach] = useState('read')
  const [chosen, setChosen] = useState<string[]>([])
  const isChosen = reach === 'verbs'
  return (
    <Form
      className="steps"
      validationBehavior="aria"
      onSubmit={event => {
        event.preventDefault()
        if (name.trim() === '' || (isChosen && chosen.length === 0)) return
        onSubmit({ name, days: Number(days), ...(isChosen ? { verbs: chosen } : {}) })
      }}
    >
      <Field
        label={nameLabel}
        hint={nameHint}
        autoFocus
        isRequired
        maxLength={60}
        value={name}
        onChange={setName}
      />
      <ChoiceField
        label={t.life}
        choices={lives.map(id => ({ id, label: t.days(Number(id)) }))}
        value={days}
        onChange={setDays}
      />
      {verbs !== undefined && (
        <ChoiceField
          label={t.reach}
          choices={[
            { id: 'read', label: t.readsOnly },
            { id: 'verbs', label: t.chosenVerbs },
          ]}
          value={reach}
          onChange={setReach}
        />
      )}
      {isChosen && (
        <CheckList
          label={t.chosenVerbs}
          choices={(verbs ?? []).map(id => ({ id, label: verbWords(t, id) }))}
          value={chosen}
          onChange={setChosen}
        />
      )}
      {error !== null && <ErrorNotice error={error} />}
      <Button type="submit" look="primary" isPending={isPending}>
        {t.makeToken}
      </Button>
    </Form>
  )
}
