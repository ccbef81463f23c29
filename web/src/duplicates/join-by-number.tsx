import { idOfNumber } from '@jingwei/api/incidents/contract.ts'
import { Combine } from 'lucide-react'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'

/** For a matter that no suggestion found: the case that stands for this one, by the number that people call it. */
export function JoinByNumber({ isBusy, onJoin }: { isBusy: boolean; onJoin: (head: number) => void }) {
  const t = useMessages('duplicates')
  const [text, setText] = useState('')
  const [isWrong, setWrong] = useState(false)
  return (
    <details className="join-by-number">
      <summary>{t.byNumber}</summary>
      <Form
        className="join-by-number-form"
        validationBehavior="aria"
        onSubmit={event => {
          event.preventDefault()
          const head = idOfNumber(text.trim())
          setWrong(head === null)
          if (head !== null) onJoin(head)
        }}
      >
        <Field
          label={t.number}
          placeholder="20260301-050001"
          maxLength={24}
          value={text}
          error={isWrong ? t.noNumber : undefined}
          onChange={typed => {
            setWrong(false)
            setText(typed)
          }}
        />
        <Button type="submit" icon={Combine} isDisabled={isBusy || text.trim() === ''}>
          {t.joinThere}
        </Button>
      </Form>
    </details>
  )
}
