import './states.css'
import { CircleAlert, CloudOff, type LucideIcon, RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { Failure, type FailureCode } from '../api.ts'
import { useMessages } from '../i18n/messages.ts'
import { Button } from './button.tsx'

/** Nothing here, and what to do next. */
export function EmptyState({
  icon: Icon,
  title,
  hint,
  children,
}: {
  icon?: LucideIcon
  title: string
  hint?: string
  children?: ReactNode
}) {
  return (
    <div className="state">
      {Icon !== undefined && <Icon size={24} strokeWidth={1.5} aria-hidden />}
      <p className="state-title">{title}</p>
      {hint !== undefined && <p className="state-hint">{hint}</p>}
      {children}
    </div>
  )
}

/** What failed, in the reader's language, with its code for whoever helps, and a way to try again. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const t = useMessages('ui')
  const failure = asFailure(error)
  const Icon = failure.code === 'offline' ? CloudOff : CircleAlert
  return (
    <div className="state" role="alert">
      <Icon size={24} strokeWidth={1.5} aria-hidden />
      <FailureText failure={failure} />
      {onRetry !== undefined && (
        <Button icon={RotateCw} onPress={onRetry}>
          {t.retry}
        </Button>
      )}
    </div>
  )
}

/** The same beside a form: nothing of the form goes away. */
export function ErrorNotice({ error }: { error: unknown }) {
  return (
    <div className="notice notice-danger" role="alert">
      <CircleAlert size={16} aria-hidden />
      <div>
        <FailureText failure={asFailure(error)} />
      </div>
    </div>
  )
}

export function Notice({ tone, children }: { tone: 'warning' | 'success' | 'quiet'; children: ReactNode }) {
  return <div className={`notice notice-${tone}`}>{children}</div>
}

function FailureText({ failure }: { failure: Failure }) {
  const sentences = useMessages('problems')
  const t = useMessages('ui')
  return (
    <>
      <p className="state-title">{sentences[failure.code]}</p>
      <p className="state-hint">
        <code>{failure.field === undefined ? failure.code : `${failure.code} · ${failure.field}`}</code>
        {failure.requestId !== undefined && <> · {t.requestNumber(failure.requestId)}</>}
      </p>
    </>
  )
}

/** Rows of a list that is on its way. */
export function Skeleton({ rows = 3 }: { rows?: number }) {
  const t = useMessages('ui')
  return (
    <div className="skeleton" role="status" aria-label={t.loading}>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className="skeleton-row" />
      ))}
    </div>
  )
}

export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error
  const code: FailureCode = navigator.onLine ? 'unreadable-answer' : 'offline'
  return new Failure(code, { cause: error })
}
