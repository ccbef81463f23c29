import { en as access } from '../access/messages.en.ts'
import { zh as accessZh } from '../access/messages.zh.ts'
import { en as accounts } from '../accounts/messages.en.ts'
import { zh as accountsZh } from '../accounts/messages.zh.ts'
import { en as analysis } from '../analysis/messages.en.ts'
import { zh as analysisZh } from '../analysis/messages.zh.ts'
import { en as audit } from '../audit/messages.en.ts'
import { zh as auditZh } from '../audit/messages.zh.ts'
import { en as calendar } from '../calendar/messages.en.ts'
import { zh as calendarZh } from '../calendar/messages.zh.ts'
import { en as centers } from '../centers/messages.en.ts'
import { zh as centersZh } from '../centers/messages.zh.ts'
import { en as city } from '../city/messages.en.ts'
import { zh as cityZh } from '../city/messages.zh.ts'
import { en as duplicates } from '../duplicates/messages.en.ts'
import { zh as duplicatesZh } from '../duplicates/messages.zh.ts'
import { en as editor } from '../editor/messages.en.ts'
import { zh as editorZh } from '../editor/messages.zh.ts'
import { en as events } from '../events/messages.en.ts'
import { zh as eventsZh } from '../events/messages.zh.ts'
import { en as evidence } from '../evidence/messages.en.ts'
import { zh as evidenceZh } from '../evidence/messages.zh.ts'
import { en as exports } from '../exports/messages.en.ts'
import { zh as exportsZh } from '../exports/messages.zh.ts'
import { en as field } from '../field/messages.en.ts'
import { zh as fieldZh } from '../field/messages.zh.ts'
import { en as grids } from '../grids/messages.en.ts'
import { zh as gridsZh } from '../grids/messages.zh.ts'
import { en as heat } from '../heat/messages.en.ts'
import { zh as heatZh } from '../heat/messages.zh.ts'
import { en as imports } from '../imports/messages.en.ts'
import { zh as importsZh } from '../imports/messages.zh.ts'
import { en as incidents } from '../incidents/messages.en.ts'
import { zh as incidentsZh } from '../incidents/messages.zh.ts'
import { en as indicators } from '../indicators/messages.en.ts'
import { zh as indicatorsZh } from '../indicators/messages.zh.ts'
import { en as map } from '../map/messages.en.ts'
import { zh as mapZh } from '../map/messages.zh.ts'
import { en as moves } from '../moves/messages.en.ts'
import { zh as movesZh } from '../moves/messages.zh.ts'
import { en as reports } from '../reports/messages.en.ts'
import { zh as reportsZh } from '../reports/messages.zh.ts'
import { en as routing } from '../routing/messages.en.ts'
import { zh as routingZh } from '../routing/messages.zh.ts'
import { en as search } from '../search/messages.en.ts'
import { zh as searchZh } from '../search/messages.zh.ts'
import { en as shell } from '../shell/messages.en.ts'
import { zh as shellZh } from '../shell/messages.zh.ts'
import { en as ui } from '../ui/messages.en.ts'
import { zh as uiZh } from '../ui/messages.zh.ts'
import { en as versions } from '../versions/messages.en.ts'
import { zh as versionsZh } from '../versions/messages.zh.ts'
import { en as wall } from '../wall/messages.en.ts'
import { zh as wallZh } from '../wall/messages.zh.ts'
import { type Locale, useLocale } from './locale.tsx'
import { en as problems } from './problems.en.ts'
import { zh as problemsZh } from './problems.zh.ts'

const chinese = {
  access: accessZh,
  accounts: accountsZh,
  analysis: analysisZh,
  audit: auditZh,
  calendar: calendarZh,
  centers: centersZh,
  city: cityZh,
  duplicates: duplicatesZh,
  editor: editorZh,
  events: eventsZh,
  evidence: evidenceZh,
  exports: exportsZh,
  field: fieldZh,
  grids: gridsZh,
  heat: heatZh,
  imports: importsZh,
  incidents: incidentsZh,
  indicators: indicatorsZh,
  map: mapZh,
  moves: movesZh,
  problems: problemsZh,
  reports: reportsZh,
  routing: routingZh,
  search: searchZh,
  shell: shellZh,
  ui: uiZh,
  versions: versionsZh,
  wall: wallZh,
}

/** Every module's words. English has the type of Chinese, so neither can miss a key. */
export const messages: Record<Locale, typeof chinese> = {
  zh: chinese,
  en: {
    access,
    accounts,
    analysis,
    audit,
    calendar,
    centers,
    city,
    duplicates,
    editor,
    events,
    evidence,
    exports,
    field,
    grids,
    heat,
    imports,
    incidents,
    indicators,
    map,
    moves,
    problems,
    reports,
    routing,
    search,
    shell,
    ui,
    versions,
    wall,
  },
}

export type MessageModule = keyof typeof chinese

/** A module's words in the reader's language. */
export function useMessages<M extends MessageModule>(module: M): (typeof chinese)[M] {
  return messages[useLocale()][module]
}

/** The same words in the other language, for labels that show both. */
export function useMessagesBeside<M extends MessageModule>(module: M): (typeof chinese)[M] {
  return messages[useLocale() === 'zh' ? 'en' : 'zh'][module]
}
