import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/panel.tsx'
import { ErrorNotice, ErrorState, Skeleton } from '../ui/states.tsx'
import { endToken, makeToken, ownKey, ownTokensQuery } from './access.api.ts'
import { SecretOnce } from './secret-once.tsx'
import { TokenForm } from './token-form.tsx'
import { TokenList } from './token-list.tsx'

/** Keys for programs that act for this account. */
export function OwnTokens() {
  const t = useMessages('access')
  const beside = useMessagesBeside('access')
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery(ownTokensQuery)
  const [isMaking, setMaking] = useState(false)
  const told = () => queries.invalidateQueries({ queryKey: ownKey })
  const make = useMutation({
    mutationFn: makeToken,
    onSuccess: () => {
      setMaking(false)
      return told()
    },
  })
  const end = useMutation({ mutationFn: endToken, onSettled: told })
  if (error !== null) return <ErrorState error={error} onRetry={refetch} />
  return (
    <Section
      title={t.tokens}
      beside={beside.tokens}
      aside={!isMaking && <Button onPress={() => setMaking(true)}>{t.newToken}</Button>}
    >
      {make.data !== undefined && !isMaking && (
        <SecretOnce label={make.data.name} hint={t.tokenOnce} secret={make.data.token} />
      )}
      {isMaking && (
        <TokenForm
          nameLabel={t.tokenName}
          nameHint={t.tokenNameHint}
          verbs={data?.verbs ?? []}
          isPending={make.isPending}
          error={make.error}
          onSubmit={input => make.mutate(input)}
        />
      )}
      {end.error !== null && <ErrorNotice error={end.error} />}
      {data === undefined ? (
        <Skeleton />
      ) : data.tokens.length === 0 ? (
        <p className="quiet">{t.noTokens}</p>
      ) : (
        <TokenList tokens={data.tokens} onEnd={id => end.mutate(id)} />
      )}
    </Section>
  )
}
