import './gate.css'
import type { City } from '@jingwei/api/city/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { Failure, type FailureCode } from '../api.ts'
import { cityQuery } from '../city/city.api.ts'
import { healthQuery } from '../health/health.api.ts'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { asFailure, ErrorState } from '../ui/states.tsx'
import { Mark } from './mark.tsx'
import { Slot, type SlotName } from './slot.tsx'

/** Failures that pass by themselves: the page waits for them. */
const passing: readonly FailureCode[] = ['starting', 'offline', 'database-unavailable']

/** Failures that somebody ends by doing something first. */
const stepsBefore: Partial<Record<FailureCode, SlotName>> = {
  'setup-required': 'setup-form',
  'second-factor-missing': 'enrolment-form',
}

/** Opens the console when the city is known; until then says what is going on. */
export function Gate({ children }: { children: (city: City) => ReactNode }) {
  const city = useQuery(cityQuery)
  const { refetch } = city
  const failure = city.error === null ? null : asFailure(city.error)
  const isWaiting = city.data === undefined && (failure === null || passing.includes(failure.code))
  const health = useQuery({ ...healthQuery, enabled: isWaiting })
  const isReady = health.data?.status === 'ready'
  useEffect(() => {
    if (isWaiting && failure !== null && isReady) void refetch()
  }, [isWaiting, failure, isReady, refetch])

  if (city.data !== undefined) return children(city.data)
  // What has to be done before the console opens is done here.
  const step = failure === null ? undefined : stepsBefore[failure.code]
  if (step !== undefined)
    return (
      <Waiting>
        <Slot name={step} />
      </Waiting>
    )
  if (!isWaiting)
    return (
      <Waiting>
        <ErrorState error={failure} onRetry={refetch} />
      </Waiting>
    )
  if (failure === null) return <Waiting />
  if (health.error instanceof Failure) return <Unreachable onRetry={health.refetch} />
  return <Starting progress={health.data?.progress ?? 0} step={health.data?.step ?? 'connecting'} />
}

function Waiting({ children }: { children?: ReactNode }) {
  return (
    <main className="gate">
      <div className="gate-grid" aria-hidden />
      <div className="gate-card">
        <Mark />
        {children}
      </div>
    </main>
  )
}

type Step = keyof ReturnType<typeof useMessages<'shell'>>['steps']

function Starting({ progress, step }: { progress: number; step: Step }) {
  const t = useMessages('shell')
  const percent = Math.round(progress * 100)
  return (
    <Waiting>
      <h1 className="gate-title">{t.starting}</h1>
      <div className="gate-bar" role="progressbar" aria-label={t.starting} aria-valuenow={percent}>
        <span style={{ width: `${percent}%` }} />
      </div>
      <p className="gate-step" aria-live="polite">
        {t.steps[step]} · {percent}%
      </p>
      <p className="gate-hint">{t.startingHint}</p>
    </Waiting>
  )
}

function Unreachable({ onRetry }: { onRetry: () => void }) {
  const t = useMessages('shell')
  return (
    <Waiting>
      <h1 className="gate-title" role="alert">
        {t.unreachable}
      </h1>
      <p className="gate-hint">{t.unreachableHint}</p>
      <Button onPress={onRetry}>{t.retry}</Button>
    </Waiting>
  )
}
