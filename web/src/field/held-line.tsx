import { IncidentStatus } from '@jingwei/api/incidents/contract.ts'
import { Text } from '@jingwei/api/wire.ts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { useFieldWork } from './field-context.ts'
import { fieldCaseQuery } from './my-cases.api.ts'
import type { Written } from './written.ts'

/** `detail` of `stale-revision`. */
const Newer = z.object({
  rev: z.number().int(),
  verb: z.string(),
  status: IncidentStatus,
  by: z.string().nullable(),
  name: Text.nullable(),
})
const systemActor = 'system'

/** Why the server did not take it, and what its author can decide. What was written stays until then. */
export function HeldLine({ line }: { line: Written }) {
  const t = useMessages('field')
  const { account, outbox, write, sendNow, say } = useFieldWork()
  const [isSure, setSure] = useState(false)
  const { writing, about } = line
  const id = typeof about === 'number' ? about : undefined
  const newer = newerOf(line)
  const { data } = useQuery({
    ...fieldCaseQuery(account, id ?? 0),
    enabled: id !== undefined,
    refetchOnMount: 'always',
  })
  // what may be done now is decided by a case that knows at least what its author is told here
  const incident = data !== undefined && data.rev >= (newer?.rev ?? 0) ? data : undefined
  const isMove = writing.kind === 'move'
  const canStill = isMove && incident?.moves.includes(writing.verb) === true
  const canComment = isMove && writing.verb === 'finish' && incident?.moves.includes('comment') === true
  const release = async (rev?: number) => {
    await outbox.release(line, rev)
    sendNow()
  }
  const asComment = async () => {
    if (!isMove || incident === undefined || id === undefined) return
    const { note } = writing
    await write({
      about: id,
      title: line.title,
      writings: [{ kind: 'move', verb: 'comment', rev: incident.rev, note }],
    })
    await outbox.drop(line)
  }
  return (
    <div className="onsite-held" role="alert">
      <Why line={line} />
      {isMove && incident !== undefined && !canStill && <p>{t.noLongerOpen}</p>}
      <div className="onsite-held-choices">
        {canStill && (
          <Button look="primary" onPress={() => void release(newer?.rev ?? incident.rev)}>
            {t.stillDo(t.act[writing.verb])}
          </Button>
        )}
        {!isMove && <Button onPress={() => void release()}>{t.tryAgain}</Button>}
        {canComment && <Button onPress={() => void asComment()}>{t.asComment}</Button>}
        {isMove && writing.note !== '' && (
          <Button
            look="quiet"
            onPress={() => void navigator.clipboard?.writeText(writing.note).then(() => say(t.copied))}
          >
            {t.copy}
          </Button>
        )}
        <Button look="danger" onPress={() => (isSure ? void outbox.drop(line) : setSure(true))}>
          {isSure ? t.dropSure : t.drop}
        </Button>
      </div>
    </div>
  )
}

function Why({ line }: { line: Written }) {
  const t = useMessages('field')
  const problems = useMessages('problems')
  const { statuses, verbs } = useMessages('incidents')
  const words = useCityWords()
  const { refusal } = line
  const newer = newerOf(line)
  if (refusal === undefined) return null
  if (newer === null)
    return (
      <p>
        {problems[refusal.code]} <code className="quiet">{refusal.code}</code>
      </p>
    )
  const { by, name, verb, status } = newer
  const who = name !== null ? words.say(name) : by === systemActor ? t.system : (by ?? t.somebody)
  return <p>{t.movedOn(who, verbs[verb] ?? verb, statuses[status])}</p>
}

/** The step that its author had not seen; null when it was refused for another reason. */
function newerOf({ refusal }: Written): z.infer<typeof Newer> | null {
  const read = Newer.safeParse(refusal?.code === 'stale-revision' ? refusal.detail : undefined)
  return read.success ? read.data : null
}
