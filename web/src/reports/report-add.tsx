import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { useState } from 'react'
import { PhotoPicker } from '../evidence/photo-picker.tsx'
import { UploadList } from '../evidence/upload-list.tsx'
import { usePhotoUpload } from '../evidence/use-photo-upload.ts'
import { useMessages } from '../i18n/messages.ts'
import { newKey } from '../incidents/report-draft.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Section } from '../ui/panel.tsx'
import { ErrorNotice } from '../ui/states.tsx'
import { commentReport, type ReportView, reportQuery } from './reports.api.ts'

/** A word and photos from the reporter. What was typed stays until it has arrived. */
export function ReportAdd({ token, report }: { token: string; report: ReportView }) {
  const t = useMessages('reports')
  const queries = useQueryClient()
  const [said, setSaid] = useState({ text: '', idempotencyKey: newKey() })
  const comment = useMutation({
    ...commentReport(token),
    onSuccess: shown => {
      queries.setQueryData(reportQuery(token).queryKey, shown)
      setSaid({ text: '', idempotencyKey: newKey() })
    },
  })
  const { uploads, choose, send, dismiss } = usePhotoUpload(
    () => void queries.invalidateQueries({ queryKey: reportQuery(token).queryKey }),
  )
  const to = `reports/${token}`
  if (!report.mayComment && !report.maySendPhoto && uploads.length === 0) return null
  return (
    <Section title={t.add}>
      {report.mayComment && (
        <form
          className="reporter-comment"
          onSubmit={event => {
            event.preventDefault()
            if (said.text.trim() !== '') comment.mutate(said)
          }}
        >
          <Field
            label={t.comment}
            hint={t.commentHint}
            rows={3}
            maxLength={1000}
            value={said.text}
            // another text is another comment, also after a failure
            onChange={text =>
              setSaid({ text, idempotencyKey: comment.isError ? newKey() : said.idempotencyKey })
            }
          />
          {comment.error !== null && <ErrorNotice error={comment.error} />}
          <div className="reporter-buttons">
            <Button
              type="submit"
              icon={Send}
              isPending={comment.isPending}
              isDisabled={said.text.trim() === ''}
            >
              {t.send}
            </Button>
            <span className="quiet" role="status">
              {comment.isSuccess && said.text === '' && t.sent}
            </span>
          </div>
        </form>
      )}
      {report.maySendPhoto && (
        <PhotoPicker label={t.addPhoto} onPick={files => void send(to, choose(files, 'before'))} />
      )}
      <UploadList uploads={uploads} onRetry={one => void send(to, [one])} onDismiss={dismiss} />
    </Section>
  )
}
