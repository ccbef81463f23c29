import './account.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMessages } from '../i18n/messages.ts'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNotice, ErrorState, Skeleton } from '../ui/states.tsx'
import { setView } from '../view.ts'
import { endScreen, makeScreen, screensQuery } from './access.api.ts'
import { SecretOnce } from './secret-once.tsx'
import { TokenForm } from './token-form.tsx'
import { TokenList } from './token-list.tsx'

/** Wall displays: a link opens one, and it stays signed in until its token ends. */
export function ScreensDialog() {
  const t = useMessages('access')
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery(screensQuery)
  const told = () => queries.invalidateQueries({ queryKey: screensQuery.queryKey })
  const make = useMutation({ mutationFn: makeScreen, onSuccess: told })
  const end = useMutation({ mutationFn: endScreen, onSettled: told })
  return (
    <Dialog title={t.screens} width="wide" isOpen onClose={() => setView({ dialog: undefined }, 'replace')}>
      <div className="steps">
        <p className="quiet">{t.screensHint}</p>
        {make.data === undefined ? (
          <TokenForm
            nameLabel={t.screenName}
            nameHint={t.screenNameHint}
            isPending={make.isPending}
            error={make.error}
            onSubmit={({ name, days }) => make.mutate({ name, days })}
          />
        ) : (
          <SecretOnce label={make.data.name} hint={t.screenOnce} secret={linkOf(make.data.token)} />
        )}
        {error !== null && <ErrorState error={error} onRetry={refetch} />}
        {end.error !== null && <ErrorNotice error={end.error} />}
        {data === undefined && error === null ? (
          <Skeleton />
        ) : (
          <TokenList tokens={data?.screens ?? []} onEnd={id => end.mutate(id)} />
        )}
      </div>
    </Dialog>
  )
}

/** The token stands behind the `#`, which browsers send to nobody. */
function linkOf(token: string): string {
  return `${window.location.origin}/wall#screen=${token}`
}
