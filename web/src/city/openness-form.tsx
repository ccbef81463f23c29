import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { ChoiceField, Field } from '../ui/field.tsx'
import { ErrorNotice, Notice } from '../ui/states.tsx'
import { changeOpenness, type Openness, opennessQuery } from './city.api.ts'

export function OpennessForm({ openness }: { openness: Openness }) {
  const t = useMessages('city')
  const queries = useQueryClient()
  const [cases, setCases] = useState(openness.cases)
  const [least, setLeast] = useState(String(openness.least))
  const change = useMutation({
    ...changeOpenness,
    onSuccess: changed => queries.setQueryData(opennessQuery.queryKey, changed),
  })
  const number = /^\d{1,4}$/.test(least) ? Number(least) : Number.NaN
  const isWrong = !(number >= 2 && number <= 1000)
  return (
    <Form
      className="settings-part"
      validationBehavior="aria"
      onSubmit={event => {
        event.preventDefault()
        if (!isWrong) change.mutate({ cases, least: number })
      }}
    >
      <ChoiceField
        label={t.whoReads}
        value={cases ? 'everybody' : 'officials'}
        choices={(['everybody', 'officials'] as const).map(id => ({ id, label: t.readers[id] }))}
        onChange={id => setCases(id === 'everybody')}
      />
      <Field
        label={t.least}
        hint={t.leastHint}
        inputMode="numeric"
        maxLength={4}
        value={least}
        error={isWrong ? t.leastWrong : undefined}
        onChange={setLeast}
      />
      {change.error !== null && <ErrorNotice error={change.error} />}
      {change.isSuccess && change.data.cases === cases && change.data.least === number && (
        <Notice tone="success">
          <p role="status">{t.saved}</p>
        </Notice>
      )}
      <Button type="submit" look="primary">
        {change.isPending ? t.saving : t.save}
      </Button>
    </Form>
  )
}
