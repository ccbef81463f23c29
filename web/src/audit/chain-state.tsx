import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ShieldAlert, ShieldCheck, ShieldQuestion } from 'lucide-react'
import { CityTime } from '../city/city-time.tsx'
import { formatCount } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/states.tsx'
import { type AuditChain, chainQuery, checkChain } from './audit.api.ts'

/** Whether the log is what was written: its seal now, and what the last check of every entry found. */
export function ChainState() {
  const t = useMessages('audit')
  const queries = useQueryClient()
  const { data: chain } = useQuery(chainQuery)
  const check = useMutation({
    ...checkChain,
    onSettled: () => queries.invalidateQueries({ queryKey: chainQuery.queryKey }),
  })
  return (
    <div className="chain" role="status">
      {chain !== undefined && <Standing chain={chain} />}
      <Button look="quiet" isDisabled={check.isPending} onPress={() => check.mutate()}>
        {check.isPending ? t.checking : t.check}
      </Button>
      {check.error !== null && <ErrorNotice error={check.error} />}
    </div>
  )
}

function Standing({ chain }: { chain: AuditChain }) {
  const t = useMessages('audit')
  const locale = useLocale()
  const { entries, seal, lastHash, lastCheck, brokenAt, sealedFrom } = chain
  const verdict = lastCheck?.verdict
  const isBroken = seal === 'bad' || brokenAt !== null || verdict?.whole === false
  const isSure = verdict?.whole === true && seal === 'good'
  const Icon = isBroken ? ShieldAlert : isSure ? ShieldCheck : ShieldQuestion
  return (
    <p className="chain-text" data-state={isBroken ? 'broken' : isSure ? 'whole' : 'open'}>
      <Icon size={16} strokeWidth={1.75} aria-hidden />
      <span title={lastHash ?? ''}>
        {t.entries(formatCount(entries, locale))} · {t.seals[seal]}
        {sealedFrom !== null && ` · ${t.sealedFrom(formatCount(sealedFrom, locale))}`}
      </span>
      {brokenAt !== null && <strong>{t.sealBrokenAt(formatCount(brokenAt, locale))}</strong>}
      <span className="chain-check">
        {lastCheck === null ? (
          t.never
        ) : (
          <>
            {t.checkedAt} <CityTime instant={lastCheck.at} />
            {'：'}
            <strong>
              {lastCheck.verdict.whole
                ? t.whole
                : `${t.faults[lastCheck.verdict.fault]}，${t.brokenAt(formatCount(lastCheck.verdict.entry, locale))}`}
            </strong>
          </>
        )}
      </span>
    </p>
  )
}
