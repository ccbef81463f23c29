import './report-panel.css'
import { useState } from 'react'
import { usePhotoUpload } from '../evidence/use-photo-upload.ts'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Panel } from '../ui/panel.tsx'
import { setView, useView } from '../view.ts'
import type { ReportedIncident } from './incidents.api.ts'
import { ReportForm } from './report-form.tsx'
import { photosOf, ReportResult } from './report-result.tsx'

/** From a place on the map to a routed incident: where it would go, what is the matter, and the number it got. */
export function ReportPanel() {
  const place = useView(view => view.report)
  const [reported, setReported] = useState<ReportedIncident>()
  // chosen in the form, sent with the reporter's link once there is a case
  const photos = usePhotoUpload(() => undefined)
  const t = useMessages('incidents')
  const beside = useMessagesBeside('incidents')
  if (place === undefined) return null
  const close = () => setView({ report: undefined })
  return (
    <Panel takesFocus title={t.report} under={beside.report} onClose={close}>
      {reported === undefined ? (
        <ReportForm
          place={place}
          photos={photos}
          onReported={made => {
            setReported(made)
            void photos.send(photosOf(made), photos.uploads)
          }}
        />
      ) : (
        <ReportResult
          reported={reported}
          photos={photos}
          onAnother={() => {
            setReported(undefined)
            setView({ report: 'pick' })
          }}
        />
      )}
    </Panel>
  )
}
