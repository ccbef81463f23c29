import './settings-dialog.css'
import { useQuery } from '@tanstack/react-query'
import { useMessages } from '../i18n/messages.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Section } from '../ui/panel.tsx'
import { ErrorState, Skeleton } from '../ui/states.tsx'
import { setView } from '../view.ts'
import { cityQuery, opennessQuery } from './city.api.ts'
import { DutyNames } from './duty-names.tsx'
import { OpennessForm } from './openness-form.tsx'

/** What the administrator decides for the whole city; every change is in the audit log. */
export function SettingsDialog() {
  const t = useMessages('city')
  const { data: openness, error, refetch } = useQuery(opennessQuery)
  const { data: city } = useQuery(cityQuery)
  return (
    <Dialog title={t.settings} width="wide" isOpen onClose={() => setView({ dialog: undefined }, 'replace')}>
      <div className="city-settings">
        <Section title={t.openness}>
          {openness !== undefined ? (
            <OpennessForm openness={openness} />
          ) : error === null ? (
            <Skeleton rows={3} />
          ) : (
            <ErrorState error={error} onRetry={refetch} />
          )}
        </Section>
        {openness !== undefined && city !== undefined && city.duties.length > 0 && (
          <Section title={t.duties}>
            <DutyNames duties={city.duties} />
          </Section>
        )}
      </div>
    </Dialog>
  )
}
