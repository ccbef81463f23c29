import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ThumbsDown, ThumbsUp } from 'lucide-react'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/states.tsx'
import { rateReport, reportQuery } from './reports.api.ts'

/** 满意 or 不满意, once the matter is closed; one may think again. */
export function ReportRate({ token, satisfied }: { token: string; satisfied: boolean | null }) {
  const t = useMessages('reports')
  const queries = useQueryClient()
  const rating = useMutation({
    ...rateReport(token),
    onSuccess: report => queries.setQueryData(reportQuery(token).queryKey, report),
  })
  const rate = (value: boolean) => () => rating.mutate({ satisfied: value })
  return (
    <section className="reporter-rate">
      <h3>{satisfied === null ? t.rate : t.rated(satisfied)}</h3>
      <div className="reporter-buttons">
        <Button look={satisfied === true ? 'primary' : 'plain'} icon={ThumbsUp} onPress={rate(true)}>
          {t.satisfied}
        </Button>
        <Button look={satisfied === false ? 'primary' : 'plain'} icon={ThumbsDown} onPress={rate(false)}>
          {t.dissatisfied}
        </Button>
      </div>
      {rating.error !== null && <ErrorNotice error={rating.error} />}
    </section>
  )
}
