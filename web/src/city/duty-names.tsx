import type { City } from '@jingwei/api/city/contract.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { ErrorNotice, Notice } from '../ui/states.tsx'
import { cityQuery, nameDuties } from './city.api.ts'
import { useCityWords } from './city-words.ts'

type Duty = City['duties'][number]

/** The city's list of duties: what the source left empty is typed in here. */
export function DutyNames({ duties }: { duties: readonly Duty[] }) {
  const t = useMessages('city')
  const words = useCityWords()
  const queries = useQueryClient()
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const textOf = ({ code, name }: Duty) => typed[code] ?? name?.zh ?? ''
  const changed = duties.filter(duty => textOf(duty).trim() !== (duty.name?.zh ?? ''))
  const save = useMutation({
    ...nameDuties,
    onSettled: () => queries.invalidateQueries({ queryKey: cityQuery.queryKey }),
  })
  return (
    <Form
      className="settings-part"
      onSubmit={event => {
        event.preventDefault()
        save.mutate(
          changed.map(duty => {
            const zh = textOf(duty).trim()
            return { code: duty.code, name: zh === '' ? null : { zh } }
          }),
        )
      }}
    >
      <p className="quiet">{t.dutyNote}</p>
      <div className="duty-names">
        {duties.map(duty => (
          <Field
            key={duty.code}
            label={duty.code}
            aside={duty.net === null ? undefined : words.net(duty.net)}
            placeholder={t.dutyUnnamed}
            maxLength={60}
            value={textOf(duty)}
            onChange={text => setTyped(now => ({ ...now, [duty.code]: text }))}
          />
        ))}
      </div>
      {save.error !== null && <ErrorNotice error={save.error} />}
      {save.isSuccess && changed.length === 0 && (
        <Notice tone="success">
          <p role="status">{t.saved}</p>
        </Notice>
      )}
      <Button type="submit" look="primary" isDisabled={changed.length === 0}>
        {save.isPending ? t.saving : t.save}
      </Button>
    </Form>
  )
}
