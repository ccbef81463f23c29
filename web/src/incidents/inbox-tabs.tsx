import { useQuery } from '@tanstack/react-query'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { sessionQuery } from '../access/access.api.ts'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { setView, useView } from '../view.ts'
import { inboxesOf, inboxOfView } from './inbox.ts'

/** The reader's lists; one press replaces all filters. */
export function InboxTabs() {
  const t = useMessages('incidents')
  const beside = useMessagesBeside('incidents')
  const { data: session } = useQuery(sessionQuery)
  const inboxes = inboxesOf(session ?? { role: 'visitor', grid: null })
  const shown = useView(view => inboxOfView(inboxes, view))
  return (
    <ToggleButtonGroup
      className="inboxes"
      aria-label={t.inboxName}
      selectedKeys={shown === undefined ? [] : [shown]}
      onSelectionChange={keys => {
        const [key] = keys
        const inbox = inboxes.find(one => one.key === key)
        if (inbox !== undefined) setView(inbox.filter)
      }}
    >
      {inboxes.map(({ key }) => (
        <ToggleButton key={key} id={key} className="inbox">
          <span title={beside.inbox[key]}>{t.inbox[key]}</span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
