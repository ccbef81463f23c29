import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { CheckList } from '../ui/check-list.tsx'
import { ChoiceField, Field } from '../ui/field.tsx'
import { asFailure, ErrorNotice } from '../ui/states.tsx'
import { type Account, type AccountChange, accountsQuery, type NewAccount } from './accounts.api.ts'
import { GridField } from './grid-field.tsx'

/** Everything that an account stands on; a new one has a name besides. */
export type AccountInput = NewAccount & Pick<AccountChange, 'disabled'>

interface Props {
  account: Account | null
  identityServer: string | null
  isPending: boolean
  error: Error | null
  onSubmit: (input: AccountInput) => void
}

const roles = ['commander', 'lead', 'worker', 'department', 'analyst', 'auditor', 'administrator'] as const

export function AccountForm({ account, identityServer, isPending, error, onSubmit }: Props) {
  const t = useMessages('accounts')
  const words = useCityWords()
  const roleWords = useMessages('access').roles
  const { data } = useQuery(accountsQuery({}))
  const [input, setInput] = useState<AccountInput>(() => startOf(account))
  const put = (patch: Partial<AccountInput>) => setInput(before => ({ ...before, ...patch }))
  const holdsPost = input.role === 'lead' || input.role === 'worker'
  const people = peopleOf(error)
  const nets = words.city?.nets ?? []
  return (
    <Form
      className="steps"
      validationBehavior="aria"
      onSubmit={event => {
        event.preventDefault()
        if (input.account !== '' && input.name !== '') onSubmit(fitted(input))
      }}
    >
      <div className="account-fields">
        {account === null && (
          <Field
            label={t.account}
            hint={t.accountHint}
            autoFocus
            isRequired
            maxLength={40}
            value={input.account}
            onChange={value => put({ account: value })}
          />
        )}
        <Field label={t.name} isRequired maxLength={60} value={input.name} onChange={name => put({ name })} />
        <ChoiceField
          label={t.role}
          choices={[...new Set([...roles, input.role])].map(id => ({ id, label: roleWords[id] }))}
          value={input.role}
          onChange={role => put({ role: role as AccountInput['role'], person: null })}
        />
        {holdsPost && <GridField value={input.grid ?? ''} onChange={grid => put({ grid, person: null })} />}
        {people.length > 0 && (
          <ChoiceField
            label={t.person}
            choices={people.map(({ person, name }) => ({ id: String(person), label: name }))}
            value={input.person === null ? '' : String(input.person)}
            onChange={person => put({ person: Number(person) })}
          />
        )}
        {input.role === 'department' && (
          <ChoiceField
            label={t.department}
            choices={(data?.departments ?? []).map(({ code, name }) => ({
              id: code,
              label: words.say(name),
            }))}
            value={input.department ?? ''}
            onChange={department => put({ department })}
          />
        )}
        {identityServer !== null && (
          <Field
            label={t.subject(identityServer)}
            hint={t.subjectHint}
            maxLength={255}
            value={input.subject ?? ''}
            onChange={subject => put({ subject: subject === '' ? null : subject })}
          />
        )}
      </div>
      {(holdsPost || input.role === 'department') && nets.length > 1 && (
        <CheckList
          label={t.nets}
          choices={nets.map(({ key, name }) => ({ id: key, label: words.say(name) }))}
          value={input.nets ?? nets.map(({ key }) => key)}
          onChange={chosen => put({ nets: chosen.length === nets.length ? null : chosen })}
        />
      )}
      {account !== null && (
        <CheckList
          label={t.state}
          choices={[{ id: 'disabled', label: t.disable }]}
          value={input.disabled ? ['disabled'] : []}
          onChange={chosen => put({ disabled: chosen.length > 0 })}
        />
      )}
      {error !== null && <ErrorNotice error={error} />}
      <Button type="submit" look="primary" isPending={isPending}>
        {account === null ? t.create : t.save}
      </Button>
    </Form>
  )
}

function startOf(account: Account | null): AccountInput {
  return {
    account: account?.account ?? '',
    name: account?.name.zh ?? '',
    role: account?.role ?? 'lead',
    grid: account?.grid ?? null,
    person: account?.person?.id ?? null,
    department: account?.department ?? null,
    nets: account?.nets ?? null,
    subject: account?.subject ?? null,
    disabled: account?.state === 'disabled',
  }
}

/** What does not belong to the role is left behind. */
function fitted(input: AccountInput): AccountInput {
  const holdsPost = input.role === 'lead' || input.role === 'worker'
  const isDepartment = input.role === 'department'
  return {
    ...input,
    grid: holdsPost ? input.grid : null,
    person: holdsPost ? input.person : null,
    department: isDepartment ? input.department : null,
    nets: holdsPost || isDepartment ? input.nets : null,
  }
}

/** Several hold the post: the server names them. */
function peopleOf(error: Error | null): { person: number; name: string }[] {
  if (error === null || asFailure(error).code !== 'bad-post') return []
  const { people = [] } = (asFailure(error).detail ?? {}) as { people?: { person: number; name: string }[] }
  return people
}
