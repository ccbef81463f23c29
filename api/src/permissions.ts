import type { Role } from './access/contract.ts'

/**
 * Who may do what, and how far: the one place where rights are written down.
 * `all` the whole city · `sub` the account's grid and everything below it, and one's own · `own` what was given to the caller's own post
 * or department · `no`. `sub` and `own` reach only into the nets the account is bound to. As a page: docs/rights.md.
 * A verb that is not granted is refused before its module is asked; `sub` and `own` are finished by `authorize` in the module.
 */
export type Reach = 'all' | 'sub' | 'own' | 'no'

const all = 'all'
const sub = 'sub'
const own = 'own'
const no = 'no'

export const columns = [
  'administrator',
  'auditor',
  'commander',
  'lead',
  'worker',
  'department',
  'analyst',
  'wall',
  'visitor',
] as const satisfies readonly Role[]

// biome-ignore format: a table is read by its columns
const table = {
  //                  administrator  auditor  commander  lead  worker  department  analyst  wall  visitor
  'service.read':    [all,           all,     all,       all,  all,    all,        all,     all,  all],
  'session.use':     [all,           all,     all,       all,  all,    all,        all,     all,  all],
  // One's own password, one-time codes, sessions and tokens: nobody else's are in reach.
  'self.use':        [all,           all,     all,       all,  all,    all,        all,     all,  no],
  'screen.manage':   [all,           no,      all,       no,   no,     no,         no,      no,   no],
  'account.read':    [all,           all,     no,        no,   no,     no,         no,      no,   no],
  'account.change':  [all,           no,      no,        no,   no,     no,         no,      no,   no],
  'setup.run':       [no,            no,      no,        no,   no,     no,         no,      no,   all],
  'city.read':       [all,           all,     all,       all,  all,    all,        all,     all,  all],
  'grid.read':       [all,           all,     all,       all,  all,    all,        all,     all,  all],
  'center.read':     [all,           all,     all,       all,  all,    all,        all,     all,  all],
  'route.ask':       [all,           all,     all,       all,  all,    all,        all,     all,  all],
  'heat.read':       [all,           all,     all,       all,  all,    all,        all,     all,  all],
  'public.read':     [all,           all,     all,       all,  all,    all,        all,     all,  all],
  'analysis.read':   [all,           all,     all,       all,  all,    all,        all,     all,  all],
  // Views of the analysis: one's own, and those that others share.
  'view.read':       [all,           all,     all,       all,  all,    all,        all,     no,   no],
  'view.save':       [all,           all,     all,       all,  all,    all,        all,     no,   no],
  'search.ask':      [all,           all,     all,       all,  all,    all,        all,     all,  all],
  'indicator.read':  [all,           all,     all,       all,  all,    all,        all,     all,  all],
  'incident.read':   [all,           all,     all,       all,  all,    all,        all,     all,  all],
  // What somebody typed into a report, and who holds a post: both may name people. A city may open them (see `openable`).
  'words.read':      [all,           all,     all,       all,  all,    all,        no,      no,   no],
  'names.read':      [all,           all,     all,       all,  all,    all,        all,     no,   no],
  // Cases one by one and counted exactly, in a city that does not show them to everybody (`incidents/reach.ts`).
  'case.read':        [all,           all,     all,       sub,  sub,    own,        sub,     all,  no],
  'incident.report': [all,           no,      all,       all,  all,    all,        no,      no,   all],
  // The secret link is the right: what it shows is nothing personal.
  'report.follow':   [all,           all,     all,       all,  all,    all,        all,     all,  all],
  // Personal data: those who work on the case, within their grid; running the system or auditing it needs no names.
  'reporter.read':   [no,            no,      all,       sub,  own,    no,         no,      no,   no],
  // One person's right to know and to be forgotten, with a reason.
  'person.export':   [all,           no,      no,        no,   no,     no,         no,      no,   no],
  'person.erase':    [all,           no,      no,        no,   no,     no,         no,      no,   no],
  // The steps of a case; `life-cycle.ts` says which of them are the desk's (all), a lead's (sub), an assignee's (own).
  'case.move':       [all,           no,      all,       sub,  own,    own,        no,      no,   no],
  // Photos of a case may show people: whoever may move it sees them, and its reporter by the secret link.
  'photo.read':      [all,           no,      all,       sub,  own,    own,        no,      no,   no],
  // Names and how busy they are: for those who give out work.
  'assignee.list':   [all,           no,      all,       sub,  no,     no,         no,      no,   no],
  'workload.read':   [all,           all,     all,       sub,  no,     no,         no,      no,   no],
  // What the command center's wall shows: numbers and places, nothing personal, nothing that somebody typed.
  'wall.read':       [all,           all,     all,       all,  all,    all,        all,     all,  all],
  'wall.command':    [all,           no,      all,       no,   no,     no,         no,      no,   no],
  // 边界草案: officers draw, each within the own grid; somebody else looks at it before it counts.
  'draft.read':      [all,           all,     all,       all,  no,     no,         no,      no,   no],
  'draft.open':      [all,           no,      all,       all,  no,     no,         no,      no,   no],
  'draft.change':    [all,           no,      all,       sub,  no,     no,         no,      no,   no],
  'draft.review':    [all,           no,      all,       no,   no,     no,         no,      no,   no],
  'calendar.read':   [all,           all,     all,       all,  all,    all,        all,     all,  all],
  'openness.change': [all,           no,      no,        no,   no,     no,         no,      no,   no],
  'duty.name':       [all,           no,      no,        no,   no,     no,         no,      no,   no],
  'calendar.change': [all,           no,      no,        no,   no,     no,         no,      no,   no],
  // How the program fares; nothing of people or cases but their number.
  'metrics.read':    [all,           no,      no,        no,   no,     no,         no,      no,   no],
  'audit.read':      [no,            all,     no,        no,   no,     no,         no,      no,   no],
} as const satisfies Record<string, readonly [Reach, Reach, Reach, Reach, Reach, Reach, Reach, Reach, Reach]>

export type Verb = keyof typeof table

/** Every route of the API, as its OpenAPI document writes it, and the verb it is. A route without a rule is refused. */
export const rules: Readonly<Record<string, Verb>> = {
  'GET /api/health': 'service.read',
  'GET /api/openapi.json': 'service.read',
  'GET /api/session': 'session.use',
  'POST /api/session': 'session.use',
  'DELETE /api/session': 'session.use',
  'GET /api/session/demo-accounts': 'session.use',
  'POST /api/session/screen': 'session.use',
  'POST /api/session/identity': 'session.use',
  'POST /api/session/identity/answer': 'session.use',
  'POST /api/invitations': 'session.use',
  'PUT /api/self/password': 'self.use',
  'GET /api/self/sessions': 'self.use',
  'DELETE /api/self/sessions/{id}': 'self.use',
  'GET /api/self/second-factor': 'self.use',
  'POST /api/self/second-factor': 'self.use',
  'PUT /api/self/second-factor': 'self.use',
  'POST /api/self/second-factor/removal': 'self.use',
  'GET /api/tokens': 'self.use',
  'POST /api/tokens': 'self.use',
  'DELETE /api/tokens/{id}': 'self.use',
  'GET /api/screens': 'screen.manage',
  'POST /api/screens': 'screen.manage',
  'DELETE /api/screens/{id}': 'screen.manage',
  'GET /api/accounts': 'account.read',
  'POST /api/accounts': 'account.change',
  'PUT /api/accounts/{id}': 'account.change',
  'POST /api/accounts/{id}/invitation': 'account.change',
  'POST /api/accounts/{id}/sessions/end': 'account.change',
  'POST /api/accounts/{id}/second-factor/removal': 'account.change',
  'POST /api/setup': 'setup.run',
  'GET /api/city': 'city.read',
  'GET /api/city/districts': 'city.read',
  'GET /api/grids': 'grid.read',
  'GET /api/grids/{code}': 'grid.read',
  'GET /api/grids/{version}/topology': 'grid.read',
  'GET /api/grids/{version}/export': 'grid.read',
  'GET /api/centers': 'center.read',
  'GET /api/route': 'route.ask',
  'POST /api/route': 'route.ask',
  'GET /api/heat': 'heat.read',
  'GET /api/analysis/grids': 'analysis.read',
  'GET /api/analysis/times': 'analysis.read',
  'GET /api/analysis/frames': 'analysis.read',
  'GET /api/analysis/hot-spots': 'analysis.read',
  'GET /api/analysis/public': 'public.read',
  'GET /api/city/openness': 'openness.change',
  'PUT /api/city/openness': 'openness.change',
  'PUT /api/city/duties/{code}': 'duty.name',
  'GET /api/analysis/views': 'view.read',
  'POST /api/analysis/views': 'view.save',
  'PUT /api/analysis/views/{id}': 'view.save',
  'DELETE /api/analysis/views/{id}': 'view.save',
  'GET /api/search': 'search.ask',
  'GET /api/indicators': 'indicator.read',
  'GET /api/incidents': 'incident.read',
  'GET /api/incidents/open': 'incident.read',
  'GET /api/incidents/{id}': 'incident.read',
  'GET /api/incidents/{id}/duplicates': 'incident.read',
  'GET /api/duplicates': 'incident.read',
  'GET /api/incidents.csv': 'incident.read',
  'GET /api/incidents.xlsx': 'incident.read',
  'GET /api/events': 'incident.read',
  'POST /api/incidents': 'incident.report',
  'GET /api/incidents/{id}/assignees': 'assignee.list',
  'POST /api/incidents/{id}/moves/{verb}': 'case.move',
  'GET /api/incidents/{id}/photos': 'photo.read',
  'POST /api/incidents/{id}/photos': 'case.move',
  'GET /api/photos/{photo}': 'photo.read',
  'POST /api/photos/{photo}/removal': 'case.move',
  'GET /api/workload': 'workload.read',
  'GET /api/wall': 'wall.read',
  'GET /api/wall/open': 'wall.read',
  'GET /api/wall/steps': 'wall.read',
  'GET /api/wall/events': 'wall.read',
  'GET /api/wall/cases/{id}': 'wall.read',
  'GET /api/wall/programme': 'wall.read',
  'PUT /api/wall/programme': 'wall.command',
  'GET /api/wall/remote': 'wall.read',
  'POST /api/wall/remote': 'wall.command',
  'GET /api/versions': 'grid.read',
  'GET /api/versions/{id}/difference': 'grid.read',
  'POST /api/versions/{id}/restore': 'draft.review',
  'GET /api/grids/{code}/lineage': 'grid.read',
  'GET /api/drafts': 'draft.read',
  'POST /api/drafts': 'draft.open',
  'GET /api/drafts/claims': 'draft.read',
  'PUT /api/drafts/{id}/claims': 'draft.open',
  'GET /api/drafts/{id}': 'draft.read',
  'POST /api/drafts/{id}/operations': 'draft.change',
  'GET /api/drafts/{id}/impact': 'draft.read',
  'GET /api/drafts/{id}/difference': 'draft.read',
  'GET /api/drafts/{id}/conflicts': 'draft.read',
  'POST /api/drafts/{id}/resolution': 'draft.open',
  'POST /api/drafts/{id}/submit': 'draft.open',
  'POST /api/drafts/{id}/approve': 'draft.review',
  'POST /api/drafts/{id}/return': 'draft.open',
  'POST /api/drafts/{id}/discard': 'draft.open',
  'POST /api/drafts/{id}/publish': 'draft.review',
  'GET /api/imports': 'draft.read',
  'POST /api/imports': 'draft.open',
  'GET /api/imports/{id}': 'draft.read',
  // counts of the whole city
  'GET /api/imports/{id}/crosswalk': 'draft.review',
  'PUT /api/imports/{id}/mapping': 'draft.open',
  'PUT /api/imports/{id}/repairs': 'draft.open',
  'POST /api/imports/{id}/draft': 'draft.open',
  'DELETE /api/imports/{id}': 'draft.open',
  'GET /api/calendar': 'calendar.read',
  'PUT /api/calendar': 'calendar.change',
  'POST /api/calendar/preview': 'calendar.change',
  'POST /api/reporters/{incident}/reads': 'reporter.read',
  'POST /api/reporters/exports': 'person.export',
  'POST /api/reporters/erasures': 'person.erase',
  'GET /api/reports/{token}': 'report.follow',
  'POST /api/reports/{token}/comments': 'report.follow',
  'POST /api/reports/{token}/ratings': 'report.follow',
  'POST /api/reports/{token}/photos': 'report.follow',
  'GET /api/reports/{token}/photos/{photo}': 'report.follow',
  'GET /api/metrics': 'metrics.read',
  'GET /api/audit': 'audit.read',
  'GET /api/audit.csv': 'audit.read',
  'GET /api/audit/chain': 'audit.read',
  'POST /api/audit/checks': 'audit.read',
}

/**
 * No routes of their own: parts of other answers, left empty for those the table keeps them from. A city's profile may open them to
 * everybody (`open.words`, `open.names`), but never to a wall display.
 */
export const openable = { 'words.read': 'words', 'names.read': 'names' } as const satisfies Partial<
  Record<Verb, string>
>

/** Rules that hold before a real city has its first administrator; everything else waits for the setup. */
export const beforeSetup: ReadonlySet<Verb> = new Set(['service.read', 'session.use', 'setup.run'])

/** Verbs that show personal data: each asks why, and writes who read what into the audit log. */
export const purposeVerbs: ReadonlySet<Verb> = new Set(['reporter.read', 'person.export'])

/** Verbs about a thing whose very existence is a secret: outside the reach the answer is 404 instead of 403. */
export const secretVerbs: ReadonlySet<Verb> = new Set(['reporter.read', 'photo.read'])

/** Verbs that hold for an administrator of a real city who has no one-time codes yet; everything else waits for them. */
export const beforeSecondFactor: ReadonlySet<Verb> = new Set(['service.read', 'session.use', 'self.use'])

/** What no token may do, whosever it is: keys are handed out and taken away by people who have signed in. */
export const withoutTokens: ReadonlySet<Verb> = new Set([
  'session.use',
  'setup.run',
  'self.use',
  'screen.manage',
  'account.read',
  'account.change',
])

export function reachOf(role: Role, verb: Verb): Reach {
  return table[verb][columns.indexOf(role)] ?? 'no'
}

export const verbs = Object.keys(table) as readonly Verb[]

/** What only reads and tells no secret: all that a token without verbs of its own may do. */
export const readingVerbs: ReadonlySet<Verb> = new Set(
  verbs.filter(verb => /\.(read|ask|list)$/.test(verb) && !secretVerbs.has(verb) && !withoutTokens.has(verb)),
)
