import { useQuery } from '@tanstack/react-query'
import { BookmarkPlus, BookmarkX } from 'lucide-react'
import { useState } from 'react'
import { Dialog, DialogTrigger, Form, Popover, ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { sessionQuery } from '../access/access.api.ts'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { currentView, setView, useView } from '../view.ts'
import { inboxesOf, inboxOfView } from './inbox.ts'
import { activeFilters } from './incident-filter.ts'
import { listOfView, nameLimit, useSavedLists, viewOfList } from './saved-lists.ts'

/** The reader's lists, those that everybody of the role has and those saved under a name; one press replaces all filters. */
export function InboxTabs() {
  const { data: session } = useQuery(sessionQuery)
  const account = session?.account ?? ''
  return (
    <Tabs key={account} account={account} role={session?.role ?? 'visitor'} grid={session?.grid ?? null} />
  )
}

function Tabs({ account, role, grid }: { account: string; role: string; grid: string | null }) {
  const t = useMessages('incidents')
  const beside = useMessagesBeside('incidents')
  const inboxes = inboxesOf({ role, grid })
  const { lists, canSave, save, remove } = useSavedLists(account)
  const shown = useView(view => inboxOfView(inboxes, view))
  const saved = useView(view => listOfView(lists, view))
  const isFiltered = useView(view => activeFilters(view).length > 0)
  const key = shown ?? (saved === undefined ? undefined : `saved:${saved.name}`)
  return (
    <div className="inbox-line">
      <ToggleButtonGroup
        className="inboxes"
        aria-label={t.inboxName}
        selectedKeys={key === undefined ? [] : [key]}
        onSelectionChange={keys => {
          const [pressed] = keys
          const inbox = inboxes.find(one => one.key === pressed)
          const list = lists.find(({ name }) => `saved:${name}` === pressed)
          if (inbox !== undefined) setView(inbox.filter)
          else if (list !== undefined) setView(viewOfList(list))
        }}
      >
        {inboxes.map(({ key }) => (
          <ToggleButton key={key} id={key} className="inbox">
            <span title={beside.inbox[key]}>{t.inbox[key]}</span>
          </ToggleButton>
        ))}
        {lists.map(({ name }) => (
          <ToggleButton key={`saved:${name}`} id={`saved:${name}`} className="inbox inbox-saved">
            {name}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {saved !== undefined && shown === undefined && (
        <IconButton icon={BookmarkX} label={t.listRemove(saved.name)} onPress={() => remove(saved.name)} />
      )}
      {isFiltered && key === undefined && canSave && <SaveList onSave={name => save(name, currentView())} />}
    </div>
  )
}

function SaveList({ onSave }: { onSave: (name: string) => void }) {
  const t = useMessages('incidents')
  const [name, setName] = useState('')
  return (
    <DialogTrigger>
      <IconButton icon={BookmarkPlus} label={t.listSave} />
      <Popover className="popover" placement="bottom start">
        <Dialog aria-label={t.listSave} className="list-save">
          {({ close }) => (
            <Form
              validationBehavior="aria"
              onSubmit={event => {
                event.preventDefault()
                if (name.trim() === '') return
                onSave(name.trim())
                close()
              }}
            >
              <Field
                label={t.listName}
                hint={t.listHint}
                value={name}
                maxLength={nameLimit}
                autoFocus
                onChange={setName}
              />
              <Button type="submit" look="primary" isDisabled={name.trim() === ''}>
                {t.listSave}
              </Button>
            </Form>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
