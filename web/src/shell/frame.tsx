import './frame.css'
import type { City } from '@jingwei/api/city/contract.ts'
import { useEffect, useState } from 'react'
import { ShownLevelProvider } from '../grids/shown-level.tsx'
import { useAtlas } from '../grids/use-atlas.ts'
import { useMessages } from '../i18n/messages.ts'
import { canDrawMap } from '../map/webgl.ts'
import { ErrorNotice } from '../ui/states.tsx'
import { setView, useView } from '../view.ts'
import { ConsoleMap } from './console-map.tsx'
import { Gate } from './gate.tsx'
import { Language } from './language.tsx'
import { OfflineBanner } from './offline-banner.tsx'
import { Rail } from './rail.tsx'
import { useShortcuts } from './shortcuts.ts'
import { Slot, type SlotName } from './slot.tsx'
import { Theme } from './theme.tsx'
import { TimeBar } from './time-bar.tsx'
import { TopBar } from './top-bar.tsx'

/** The whole page: its language and theme, then the console as soon as there is a city. */
export function Frame() {
  return (
    <Language>
      <Theme>
        <Gate>{city => <Console city={city} />}</Gate>
      </Theme>
    </Language>
  )
}

/** A tree that is opened takes the focus by itself. */
function skipToTree() {
  setView({ panel: 'tree' })
  document.querySelector<HTMLElement>('#tree h2')?.focus()
}

function Console({ city }: { city: City }) {
  useShortcuts()
  const t = useMessages('shell')
  const panel = useView(view => view.panel)
  const dialog = useView(view => view.dialog)
  const inspector = useInspector()
  const isDrawing = useView(view => typeof view.edit === 'number')
  const isDrawer = panel === 'tree' || panel === 'versions'
  const isDated = useView(view => view.at !== undefined || view.panel === 'versions')
  const isPicking = useView(view => view.report) === 'pick'
  const [hasMap] = useState(canDrawMap)
  const lat = (city.bounds[1] + city.bounds[3]) / 2
  useEffect(() => {
    if (!hasMap && panel === undefined) setView({ panel: 'tree' }, 'replace')
  }, [hasMap, panel])
  return (
    <ShownLevelProvider lat={lat}>
      <div className="frame" data-panel={panel} data-inspector={inspector !== null || undefined}>
        <button type="button" className="skip" onClick={skipToTree}>
          {t.skipToTree}
        </button>
        <TopBar city={city} />
        <OfflineBanner />
        {isDated && !isDrawing && <Slot name="past-bar" />}
        <main className="stage">
          {hasMap ? <ConsoleMap city={city} /> : <p className="no-map">{t.noMap}</p>}
          {hasMap && !isDrawer && !isDrawing && <Rail city={city} />}
          {hasMap && isDrawing && <Slot name="editor-tools" />}
          <GridsFailed />
          {isPicking && <p className="hint-bar">{t.pick}</p>}
          {panel === 'tree' && (
            <aside className="drawer" id="tree" data-cover="left" aria-label={t.tree}>
              <Slot name="grid-tree" isPanel />
            </aside>
          )}
          {panel === 'versions' && !isDrawing && (
            <aside className="drawer" data-cover="left" aria-label={t.versions}>
              <Slot name="versions-panel" isPanel />
            </aside>
          )}
          {panel === 'incidents' && (
            <section className="dock" data-cover="bottom" aria-label={t.incidents}>
              <Slot name="incident-table" isPanel />
            </section>
          )}
          {panel === 'indicators' && (
            <section className="dock" data-cover="bottom" aria-label={t.indicators}>
              <Slot name="indicator-panel" isPanel />
            </section>
          )}
          {panel === 'imports' && (
            <section className="dock" data-cover="bottom" aria-label={t.imports}>
              <Slot name="imports-panel" isPanel />
            </section>
          )}
          {panel === 'audit' && (
            <section className="dock" data-cover="bottom" aria-label={t.audit}>
              <Slot name="audit-panel" isPanel />
            </section>
          )}
          {inspector !== null && (
            <aside className="inspector" data-cover="right" aria-label={t.details}>
              <Slot name={inspector} isPanel />
            </aside>
          )}
        </main>
        <TimeBar city={city} />
        {dialog === 'search' && <Slot name="command-palette" />}
        {dialog === 'about' && <Slot name="about-dialog" />}
        {dialog === 'account' && <Slot name="account-dialog" />}
        {dialog === 'accounts' && <Slot name="accounts-dialog" />}
        {dialog === 'screens' && <Slot name="screens-dialog" />}
        {dialog === 'settings' && <Slot name="settings-dialog" />}
        {dialog === 'calendar' && <Slot name="calendar-dialog" />}
      </div>
    </ShownLevelProvider>
  )
}

/** The one thing that the inspector speaks of. */
function useInspector(): SlotName | null {
  return useView(view => {
    if (view.edit !== undefined) return 'editor-panel'
    if (view.report !== undefined) return 'report-panel'
    if (view.incident !== undefined) return 'incident-panel'
    if (view.center !== undefined) return 'center-panel'
    return view.grid === undefined ? null : 'grid-panel'
  })
}

function GridsFailed() {
  const { error, refetch } = useAtlas()
  const t = useMessages('shell')
  if (error === null) return null
  return (
    <div className="grids-failed">
      <p>{t.gridsFailed}</p>
      <ErrorNotice error={error} />
      <button type="button" className="button button-plain" onClick={() => void refetch()}>
        {t.retry}
      </button>
    </div>
  )
}
