import './panel.css'
import { X } from 'lucide-react'
import { type ReactNode, useId, useRef } from 'react'
import { useMessages } from '../i18n/messages.ts'
import { Both } from './both.tsx'
import { IconButton } from './button.tsx'
import { useArrival } from './use-arrival.ts'

interface Props {
  /** Small words over the title: what kind of thing this is. */
  over?: ReactNode
  title: ReactNode
  /** The title in the other language, or a line under it. */
  under?: ReactNode
  /** Buttons beside the close button. */
  actions?: ReactNode
  onClose: () => void
  /** True for what a press opens on purpose: the keyboard follows. */
  takesFocus?: boolean
  children: ReactNode
  /** Stays at the lower edge while the rest scrolls. */
  foot?: ReactNode
}

/** The frame of everything the inspector shows: a header that stays, a body that scrolls. */
export function Panel({ over, title, under, actions, onClose, takesFocus = false, children, foot }: Props) {
  const t = useMessages('ui')
  const heading = useId()
  const named = useRef<HTMLHeadingElement>(null)
  useArrival(named, takesFocus)
  return (
    <section className="panel" aria-labelledby={heading}>
      <header className="panel-top">
        <div className="panel-names">
          {over !== undefined && <div className="panel-over">{over}</div>}
          <h2 id={heading} ref={named} tabIndex={-1} className="panel-title">
            {title}
          </h2>
          {under !== undefined && <p className="panel-under">{under}</p>}
        </div>
        <div className="panel-actions">
          {actions}
          <IconButton icon={X} label={t.close} onPress={onClose} />
        </div>
      </header>
      <div className="panel-body">{children}</div>
      {foot !== undefined && <footer className="panel-foot">{foot}</footer>}
    </section>
  )
}

interface SectionProps {
  title: string
  beside?: string
  /** At the heading's end: a figure or a button. */
  aside?: ReactNode
  children: ReactNode
}

export function Section({ title, beside, aside, children }: SectionProps) {
  const heading = useId()
  return (
    <section className="section" aria-labelledby={heading}>
      <div className="section-top">
        <h3 id={heading} className="section-title">
          <Both main={title} beside={beside} />
        </h3>
        {aside !== undefined && <div className="section-aside">{aside}</div>}
      </div>
      {children}
    </section>
  )
}

/** Names and values in two columns. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="facts">{children}</dl>
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
