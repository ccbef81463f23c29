import './report-panel.css'
import { useState } from 'react'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Panel } from '../ui/panel.tsx'
import { setView, useView } from '../view.ts'
import type { ReportedIncident } from './incidents.api.ts'
import { ReportForm } from './report-form.tsx'
import { ReportResult } from './report-result.tsx'

/** From a place on the map to a routed incident: where it would go, what is the matter, and the number it got. */
export function ReportPanel() {
  const place = useView(view => view.report)
  const [reported, setReported] = useState<ReportedIncident>()
  const t = useMessages('incidents')
  const beside = useMessagesBeside('incidents')
  if (place === undefined) return null
  const close = () => setView({ report: undefined })
  return (
    <Panel takesFocus title={t.report} under={beside.report} onClose={close}>
      {reported === undefined ? (
        <ReportForm place={place} onReported={setReported} />
      ) : (
        <ReportResult
          reported={reported}
          onAnother={() => {
            setReported(undefined)
            setView({ report: 'pick' })
          }}
        />
      )}
    </Panel>
  )
}
