import { Gate } from './gate.tsx'
import { Language } from './language.tsx'
import { Slot } from './slot.tsx'
import { Theme } from './theme.tsx'

/** The analysts' page: everything of it comes when it is opened. */
export function AnalysisFrame() {
  return (
    <Language>
      <Theme>
        <Gate>{() => <Slot name="analysis-page" isPanel />}</Gate>
      </Theme>
    </Language>
  )
}
