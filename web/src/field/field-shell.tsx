import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ClipboardList, type LucideIcon, Plus, Send, UserRound } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Session } from '../access/access.api.ts'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { asFailure } from '../ui/states.tsx'
import { useAppVersion } from './app-version.ts'
import { CaseScreen } from './case-screen.tsx'
import { CasesScreen } from './cases-screen.tsx'
import { FieldContext, type FieldWork, useLines } from './field-context.ts'
import { addressOf, type FieldView, go, useFieldView } from './field-view.ts'
import { MeScreen } from './me-screen.tsx'
import { fetchCases, myCasesQuery } from './my-cases.api.ts'
import { useOnline } from './online.ts'
import { OutboxScreen } from './outbox-screen.tsx'
import { usePosition } from './position.ts'
import { ReportScreen } from './report-screen.tsx'
import { useSending } from './use-sending.ts'

/** How often a list that somebody looks at is asked for again. */
const refreshMs = 60_000
const askAgainMs = 8_000
const sayMs = 4_000

interface Props {
  readonly account: string
  readonly session: Session
  readonly onLanguage: () => void
  readonly leave: () => void
}

/** One person's work: four screens, the outbox that is always open, and whether the server can be reached. */
export function FieldShell({ account, session, onLanguage, leave }: Props) {
  const { work, isSending, isUnreachable } = useSending(account)
  const queries = useQueryClient()
  const [position, askPosition] = usePosition()
  const [said, say] = useSaying()
  const mine = useQuery({
    ...myCasesQuery(account),
    refetchInterval: ({ state }) => (state.status === 'error' ? askAgainMs : refreshMs),
    refetchOnMount: 'always',
    refetchOnWindowFocus: true,
  })
  const isOnline = useOnline()
  const isOffline =
    !isOnline || isUnreachable || (mine.error !== null && asFailure(mine.error).code === 'offline')
  const { data } = mine
  useEffect(() => {
    if (data !== undefined) void fetchCases(queries, account, data.incidents)
  }, [data, queries, account])

  const field = useMemo((): FieldWork | null => {
    if (work === null) return null
    const { outbox, sender } = work
    const write: FieldWork['write'] = async parcel => {
      await outbox.write(parcel)
      sender.send()
    }
    const sendNow = () => sender.send()
    return { account, session, outbox, isSending, isOffline, position, askPosition, write, sendNow, say }
  }, [work, account, session, isSending, isOffline, position, askPosition, say])
  if (field === null) return null
  return (
    <FieldContext value={field}>
      <div className="onsite-app">
        <NewVersion />
        <Screen onLanguage={onLanguage} leave={leave} />
        <p className="onsite-said" role="status" data-empty={said === '' || undefined}>
          {said}
        </p>
        <Tabs />
      </div>
    </FieldContext>
  )
}

function Screen({ onLanguage, leave }: Pick<Props, 'onLanguage' | 'leave'>) {
  const view = useFieldView()
  const main = useRef<HTMLElement>(null)
  const address = addressOf(view)
  useEffect(() => {
    // a new screen begins at its top, for the eye and for a screen reader
    if (address !== '' && main.current !== null) {
      main.current.scrollTop = 0
      main.current.focus({ preventScroll: true })
    }
  }, [address])
  return (
    <main className="onsite-main" ref={main} tabIndex={-1}>
      {view.screen === 'cases' && <CasesScreen />}
      {view.screen === 'case' && <CaseScreen key={view.id} id={view.id} />}
      {view.screen === 'report' && <ReportScreen />}
      {view.screen === 'outbox' && <OutboxScreen />}
      {view.screen === 'me' && <MeScreen onLanguage={onLanguage} leave={leave} />}
    </main>
  )
}

const tabs = [
  ['cases', ClipboardList],
  ['report', Plus],
  ['outbox', Send],
  ['me', UserRound],
] as const satisfies readonly (readonly [Exclude<FieldView['screen'], 'case'>, LucideIcon])[]

/** Where the thumb is. */
function Tabs() {
  const t = useMessages('field')
  const { screen } = useFieldView()
  const lines = useLines()
  const unsent = lines.filter(line => line.state !== 'sent').length
  const isHeld = lines.some(line => line.state === 'held')
  return (
    <nav className="onsite-tabs" aria-label={t.product}>
      {tabs.map(([one, Icon]) => (
        <a
          key={one}
          href={addressOf({ screen: one })}
          className="onsite-tab"
          data-tab={one}
          aria-current={screen === one || (screen === 'case' && one === 'cases') ? 'page' : undefined}
          onClick={event => {
            event.preventDefault()
            go({ screen: one })
          }}
        >
          <span className="onsite-tab-icon">
            <Icon size={22} strokeWidth={1.75} aria-hidden />
            {one === 'outbox' && unsent > 0 && (
              <span className="onsite-tab-count" data-held={isHeld || undefined}>
                {unsent}
              </span>
            )}
          </span>
          {t.tabs[one]}
        </a>
      ))}
    </nav>
  )
}

/** A newer page waits: it comes at once unless something is being typed. */
function NewVersion() {
  const t = useMessages('field')
  const letIn = useAppVersion(isTyping)
  if (letIn === null) return null
  return (
    <div className="onsite-banner" role="status">
      <p>
        <strong>{t.newVersion}</strong> <span className="quiet">{t.newVersionHint}</span>
      </p>
      <Button look="primary" onPress={letIn}>
        {t.reload}
      </Button>
    </div>
  )
}

function isTyping(): boolean {
  return [...document.querySelectorAll('textarea, input:not([type=file])')].some(
    field =>
      (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) && field.value !== '',
  )
}

function useSaying(): readonly [string, (words: string) => void] {
  const [said, setSaid] = useState('')
  const say = useCallback((words: string) => setSaid(words), [])
  useEffect(() => {
    if (said === '') return
    const timer = setTimeout(() => setSaid(''), sayMs)
    return () => clearTimeout(timer)
  }, [said])
  return [said, say]
}
