import { CircleCheck, FolderOpen, LocateFixed, Plus } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useCityWords } from '../city/city-words.ts'
import { UploadList } from '../evidence/upload-list.tsx'
import type { PhotoUpload } from '../evidence/use-photo-upload.ts'
import { cameraOfPoint } from '../fly.ts'
import { useMessages } from '../i18n/messages.ts'
import { LinkCard } from '../reports/link-card.tsx'
import { RouteCard } from '../routing/route-card.tsx'
import { Button } from '../ui/button.tsx'
import { currentView, select, setView } from '../view.ts'
import type { ReportedIncident } from './incidents.api.ts'
import { StatusLight } from './status-light.tsx'

/** Whose photos they are: the reporter's by the secret link; of an account that found its report made by another, the case's. */
export function photosOf({ id, reporterToken }: ReportedIncident): string {
  return reporterToken === null ? `incidents/${id}` : `reports/${reporterToken}`
}

/** The receipt: number, where it went, whose it is. Focus comes here, so that it is read out and found by keyboard. */
export function ReportResult({
  reported,
  photos: { uploads, send, dismiss },
  onAnother,
}: {
  reported: ReportedIncident
  photos: PhotoUpload
  onAnother: () => void
}) {
  const t = useMessages('incidents')
  const routing = useMessages('routing')
  const duplicates = useMessages('duplicates')
  const words = useCityWords()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const leaf = reported.route.chain.at(-1)
  const { point } = reported.route
  return (
    <div className="receipt">
      <p className="spoken" role="status">
        {t.reportedSaid(reported.number, leaf === undefined ? routing.cityQueue : words.say(leaf.name))}
      </p>
      <div className="receipt-top">
        <CircleCheck size={24} strokeWidth={1.75} aria-hidden />
        <div>
          <h3 ref={heading} tabIndex={-1} className="receipt-title">
            {t.reported}
          </h3>
          <p>
            {t.number} <strong className="code">{reported.number}</strong>
          </p>
        </div>
        <StatusLight status={reported.status} />
      </div>
      {reported.head !== null && <p>{duplicates.joinedTo(reported.head.number)}</p>}
      <RouteCard route={reported.route} />
      <UploadList
        uploads={uploads}
        onRetry={one => void send(photosOf(reported), [one])}
        onDismiss={dismiss}
      />
      {reported.reporterToken !== null && <LinkCard token={reported.reporterToken} />}
      <div className="report-buttons">
        <Button
          look="primary"
          icon={FolderOpen}
          isDisabled={uploads.length > 0}
          onPress={() => select({ incident: reported.id })}
        >
          {t.openCase}
        </Button>
        {point !== null && (
          <Button
            icon={LocateFixed}
            onPress={() => setView({ map: cameraOfPoint(point[0], point[1], currentView().map) })}
          >
            {t.viewOnMap}
          </Button>
        )}
        <Button icon={Plus} isDisabled={uploads.length > 0} onPress={onAnother}>
          {t.reportAnother}
        </Button>
      </div>
    </div>
  )
}
