import './badge.css'
import type { ReactNode } from 'react'
import { useMessages } from '../i18n/messages.ts'

type Tone = 'quiet' | 'accent' | 'warning' | 'danger' | 'success'

/** A short word that says what kind of thing this is. */
export function Badge({
  tone = 'quiet',
  title,
  children,
}: {
  tone?: Tone
  title?: string
  children: ReactNode
}) {
  return (
    <span className={`badge badge-${tone}`} title={title}>
      {children}
    </span>
  )
}

/** Beside everything that was made up for a demonstration. */
export function SyntheticBadge() {
  const t = useMessages('ui')
  return <Badge title={t.syntheticHint}>{t.synthetic}</Badge>
}
