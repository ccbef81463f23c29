import './account.css'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { signOut } from './access.api.ts'
import { Enrolment } from './enrolment.tsx'

/** An administrator of a real city who has no one-time codes yet: the console opens after them. */
export function EnrolmentForm() {
  const t = useMessages('access')
  const queries = useQueryClient()
  const again = () => queries.resetQueries()
  const leave = useMutation({ ...signOut, onSuccess: again })
  return (
    <div className="door">
      <h1 className="gate-title">{t.secondFactor}</h1>
      <p className="quiet">{t.secondFactorRequired}</p>
      <Enrolment onDone={again} />
      <Button look="quiet" isPending={leave.isPending} onPress={() => leave.mutate()}>
        {t.signOut}
      </Button>
    </div>
  )
}
