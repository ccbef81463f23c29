import type { Assignee } from '@jingwei/api/moves/contract.ts'
import { useQuery } from '@tanstack/react-query'
import {
  Autocomplete,
  Collection,
  Header,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  useFilter,
} from 'react-aria-components'
import { useCityWords } from '../city/city-words.ts'
import { formatCount } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { SearchInput } from '../ui/field.tsx'
import { reachable } from '../ui/reachable.ts'
import { ErrorState, Skeleton } from '../ui/states.tsx'
import { assigneesQuery, type Candidate } from './moves.api.ts'

interface Props {
  incident: number
  chosen: Assignee | null
  onChoose: (assignee: Assignee) => void
}

const kinds = ['post', 'center', 'department'] as const
const keyOf = ({ kind, id }: Assignee) => `${kind}:${id}`

/** Whom a case can be given to: the posts of its chain from the nearest, centers, departments, each with the open cases it has. */
export function AssigneeList({ incident, chosen, onChoose }: Props) {
  const t = useMessages('moves')
  const words = useCityWords()
  const { contains } = useFilter({ sensitivity: 'base' })
  const { data, error, refetch } = useQuery(assigneesQuery(incident))
  if (data === undefined)
    return error === null ? <Skeleton rows={4} /> : <ErrorState error={error} onRetry={refetch} />
  const groups = kinds
    .map(kind => ({ kind, candidates: data.assignees.filter(one => one.kind === kind) }))
    .filter(group => group.candidates.length > 0)
  return (
    <Autocomplete filter={contains}>
      <div className="assignees">
        <SearchInput label={t.findAssignee} autoFocus onSubmit={() => {}} />
        <ListBox
          ref={reachable}
          aria-label={t.assignee}
          className="assignees-list"
          items={groups}
          dependencies={[words]}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={chosen === null ? [] : [keyOf(chosen)]}
          onSelectionChange={keys => {
            const [key] = keys === 'all' ? [] : keys
            const one = data.assignees.find(candidate => keyOf(candidate) === key)
            if (one !== undefined) onChoose({ kind: one.kind, id: one.id })
          }}
          renderEmptyState={() => <p className="menu-heading">{t.nobody}</p>}
        >
          {group => (
            <ListBoxSection id={group.kind}>
              <Header className="menu-heading">{t.assigneeKinds[group.kind]}</Header>
              <Collection items={group.candidates} dependencies={[words]}>
                {one => <Option candidate={one} />}
              </Collection>
            </ListBoxSection>
          )}
        </ListBox>
      </div>
    </Autocomplete>
  )
}

function Option({ candidate }: { candidate: Candidate }) {
  const t = useMessages('moves')
  const words = useCityWords()
  const { name, title, grid, open } = candidate
  return (
    <ListBoxItem
      id={keyOf(candidate)}
      className="menu-item assignee"
      textValue={[name.zh, name.en, title?.zh, title?.en, grid].filter(Boolean).join(' ')}
    >
      <span className="assignee-name">{words.say(name)}</span>
      {title !== null && <span className="quiet cut">{words.say(title)}</span>}
      <span className="quiet assignee-load">{t.load(formatCount(open, words.locale))}</span>
    </ListBoxItem>
  )
}
