import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/panel.tsx'
import { ErrorState, Skeleton } from '../ui/states.tsx'
import { ownKey, removeSecondFactor, secondFactorQuery } from './access.api.ts'
import { Enrolment, OneField } from './enrolment.tsx'

export function OwnSecondFactor() {
  const t = useMessages('access')
  const beside = useMessagesBeside('access')
  const queries = useQueryClient()
  const { data: factor, error, refetch } = useQuery(secondFactorQuery)
  const [step, setStep] = useState<'enrol' | 'remove' | null>(null)
  const done = () => {
    setStep(null)
    return queries.invalidateQueries({ queryKey: ownKey })
  }
  const remove = useMutation({ mutationFn: removeSecondFactor, onSuccess: done })
  if (error !== null) return <ErrorState error={error} onRetry={refetch} />
  if (factor === undefined) return <Skeleton rows={2} />
  return (
    <Section
      title={t.secondFactor}
      beside={beside.secondFactor}
      aside={
        step === null && (
          <Button onPress={() => setStep(factor.enrolled ? 'remove' : 'enrol')}>
            {factor.enrolled ? t.removeSecondFactor : t.setUpSecondFactor}
          </Button>
        )
      }
    >
      {step === null && (
        <p className="quiet">
          {factor.enrolled ? (
            <>
              <Badge tone="success">{t.secondFactorOn}</Badge> {t.recoveryLeft(factor.recoveryCodesLeft)}
            </>
          ) : (
            t.secondFactorOff
          )}
        </p>
      )}
      {step === 'enrol' && <Enrolment onDone={done} />}
      {step === 'remove' && (
        <OneField
          label={t.password}
          hint={t.passwordAgain}
          type="password"
          autoComplete="current-password"
          action={t.removeSecondFactor}
          isPending={remove.isPending}
          error={remove.error}
          onSubmit={password => remove.mutate(password)}
        />
      )}
    </Section>
  )
}
