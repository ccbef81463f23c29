import { Check, Hand, MessageSquare } from 'lucide-react'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { z } from 'zod'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { useBegun } from './begun.ts'
import { useFieldWork, useLines } from './field-context.ts'
import type { Incident } from './my-cases.api.ts'
import { openActs } from './open-acts.ts'
import { pendingOf } from './outbox-order.ts'
import type { FieldVerb } from './written.ts'

const icons = { take: Hand, finish: Check, comment: MessageSquare } as const
const noteLimit = 1000
const Begun = z.object({ verb: z.enum(['finish', 'comment']).nullable(), note: z.string() })
const nothing: z.infer<typeof Begun> = { verb: null, note: '' }

/** What the person does with the case, where the thumb is. Each step is on the phone at once, and sent as soon as it can be. */
export function CaseActs({ incident }: { incident: Incident }) {
  const t = useMessages('field')
  const { account, write, say, isOffline } = useFieldWork()
  const pending = pendingOf(useLines(), incident.id)
  const begun = useBegun(account, `case ${incident.id}`, Begun, nothing)
  const acts = openActs(incident.moves, pending)
  if (begun.value === null) return null
  const { verb: writing, note } = begun.value

  const act = async (verb: FieldVerb, note: string) => {
    await write({
      about: incident.id,
      title: incident.title,
      writings: [{ kind: 'move', verb, rev: incident.rev, note }],
      begun: begun.name,
    })
    begun.discard()
    say(isOffline ? t.writtenOffline : t.written)
  }
  const start = (verb: FieldVerb) =>
    verb === 'take' ? void act(verb, '') : begun.change({ verb, note: verb === writing ? note : '' })
  return (
    <>
      {acts.length > 0 && (
        <div className="onsite-acts">
          {acts.map(verb => {
            const Icon = icons[verb]
            return (
              <Button
                key={verb}
                icon={Icon}
                look={verb === 'comment' ? 'plain' : 'primary'}
                onPress={() => start(verb)}
              >
                {t.act[verb]}
              </Button>
            )
          })}
        </div>
      )}
      {writing !== null && (
        <ActDialog
          verb={writing}
          note={note}
          onNote={next => begun.change({ note: next })}
          onClose={() => begun.change({ verb: null })}
          onDone={() => void act(writing, note.trim())}
        />
      )}
    </>
  )
}

interface DialogProps {
  verb: 'finish' | 'comment'
  note: string
  onNote: (note: string) => void
  onClose: () => void
  onDone: () => void
}

/** What was done, in words; it is kept when the sheet is closed. */
function ActDialog({ verb, note, onNote, onClose, onDone }: DialogProps) {
  const t = useMessages('field')
  const moves = useMessages('moves')
  const [asked, setAsked] = useState(false)
  const isBlank = note.trim() === ''
  return (
    <Dialog title={t.act[verb]} isOpen onClose={onClose}>
      <Form
        className="onsite-form"
        validationBehavior="aria"
        onSubmit={event => {
          event.preventDefault()
          setAsked(true)
          if (!isBlank) onDone()
        }}
      >
        <Field
          label={verb === 'finish' ? t.handled : t.commentField}
          hint={verb === 'finish' ? t.handledHint : undefined}
          aside={moves.count([...note].length, noteLimit)}
          rows={4}
          autoFocus
          isRequired
          maxLength={noteLimit}
          value={note}
          error={asked && isBlank ? t.needsNote : undefined}
          onChange={onNote}
        />
        <Button type="submit" look="primary" icon={Check}>
          {t.submit}
        </Button>
      </Form>
    </Dialog>
  )
}
