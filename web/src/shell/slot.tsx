import { type ComponentType, lazy, Suspense } from 'react'
import { Skeleton } from '../ui/states.tsx'

/** What the frame shows by name; each is its own part of the download, asked for when first shown. */
const slots = {
  'grid-panel': lazy(async () => ({ default: (await import('../grids/grid-panel.tsx')).GridPanel })),
  'incident-panel': lazy(async () => ({
    default: (await import('../incidents/incident-panel.tsx')).IncidentPanel,
  })),
  'center-panel': lazy(async () => ({ default: (await import('../centers/center-panel.tsx')).CenterPanel })),
  'report-panel': lazy(async () => ({
    default: (await import('../incidents/report-panel.tsx')).ReportPanel,
  })),
  'grid-tree': lazy(async () => ({ default: (await import('../grids/grid-tree.tsx')).GridTree })),
  'incident-table': lazy(async () => ({
    default: (await import('../incidents/incident-table.tsx')).IncidentTable,
  })),
  'indicator-panel': lazy(async () => ({
    default: (await import('../indicators/indicator-panel.tsx')).IndicatorPanel,
  })),
  'analysis-page': lazy(async () => ({
    default: (await import('../analysis/analysis-page.tsx')).AnalysisPage,
  })),
  'audit-panel': lazy(async () => ({ default: (await import('../audit/audit-panel.tsx')).AuditPanel })),
  'editor-panel': lazy(async () => ({ default: (await import('../editor/editor-panel.tsx')).EditorPanel })),
  'editor-tools': lazy(async () => ({ default: (await import('../editor/editor-tools.tsx')).EditorTools })),
  'editor-on-map': lazy(async () => ({
    default: (await import('../editor/editor-on-map.tsx')).EditorOnMap,
  })),
  'imports-panel': lazy(async () => ({
    default: (await import('../imports/imports-panel.tsx')).ImportsPanel,
  })),
  'faults-on-map': lazy(async () => ({
    default: (await import('../imports/faults-on-map.tsx')).FaultsOnMap,
  })),
  'versions-panel': lazy(async () => ({
    default: (await import('../versions/versions-panel.tsx')).VersionsPanel,
  })),
  'past-bar': lazy(async () => ({ default: (await import('../versions/past-bar.tsx')).PastBar })),
  swipe: lazy(async () => ({ default: (await import('../versions/swipe.tsx')).Swipe })),
  'command-palette': lazy(async () => ({
    default: (await import('../search/command-palette.tsx')).CommandPalette,
  })),
  'account-menu': lazy(async () => ({ default: (await import('../access/account-menu.tsx')).AccountMenu })),
  'calendar-dialog': lazy(async () => ({
    default: (await import('../calendar/calendar-dialog.tsx')).CalendarDialog,
  })),
  'settings-dialog': lazy(async () => ({
    default: (await import('../city/settings-dialog.tsx')).SettingsDialog,
  })),
  'about-dialog': lazy(async () => ({ default: (await import('../city/about-dialog.tsx')).AboutDialog })),
  'account-dialog': lazy(async () => ({
    default: (await import('../access/account-dialog.tsx')).AccountDialog,
  })),
  'accounts-dialog': lazy(async () => ({
    default: (await import('../accounts/accounts-dialog.tsx')).AccountsDialog,
  })),
  'screens-dialog': lazy(async () => ({
    default: (await import('../access/screens-dialog.tsx')).ScreensDialog,
  })),
  'setup-form': lazy(async () => ({ default: (await import('../access/setup-form.tsx')).SetupForm })),
  'enrolment-form': lazy(async () => ({
    default: (await import('../access/enrolment-form.tsx')).EnrolmentForm,
  })),
} satisfies Record<string, ComponentType>
export type SlotName = keyof typeof slots

export function Slot({ name, isPanel = false }: { name: SlotName; isPanel?: boolean }) {
  const Content = slots[name]
  return (
    <Suspense fallback={isPanel ? <Skeleton rows={8} /> : null}>
      <Content />
    </Suspense>
  )
}
