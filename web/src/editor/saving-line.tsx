import { useQueryClient } from '@tanstack/react-query'
import { CircleCheck, CloudOff, LoaderCircle, TriangleAlert } from 'lucide-react'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { type Desk, deskQuery, forgetKept } from './editor.api.ts'
import { useSaving } from './use-desk.ts'

const icons = { saved: CircleCheck, saving: LoaderCircle, waiting: CloudOff, held: TriangleAlert } as const

/** Whether what was drawn is on the server: always in sight, and spoken when it changes. */
export function SavingLine({ desk }: { desk: Desk }) {
  const t = useMessages('editor')
  const problems = useMessages('problems')
  const queries = useQueryClient()
  const { saving } = desk
  const { state, waiting } = useSaving(saving)
  const Icon = icons[state]
  return (
    <span className="saving">
      <span className={`saving-state saving-${state}`} role="status">
        <Icon size={14} aria-hidden /> {t.saving[state](`${waiting}`)}
      </span>
      {state === 'held' && (
        <span className="saving-held">
          {saving.failure !== null && <span>{problems[saving.failure.code]}</span>}
          <Button onPress={() => saving.again()}>{t.again}</Button>
          <Button
            look="danger"
            onPress={async () => {
              await forgetKept(desk)
              await queries.resetQueries({ queryKey: deskQuery(desk.draft.id, queries).queryKey })
            }}
          >
            {t.takeBack}
          </Button>
        </span>
      )}
    </span>
  )
}
