import { photoForm } from '@jingwei/api/evidence/testing/photos.ts'

const token = 'a'.repeat(32)

/**
 * One request for every route of the API, which a role that is granted the route gets an answer to. The matrix of rights sends them all as
 * everybody; a route without an example fails it. Write the line here when you write the route.
 */
export const examples: Readonly<Record<string, Example>> = {
  'GET /api/health': plain(),
  'GET /api/openapi.json': plain(),
  'GET /api/session': plain(),
  'POST /api/session': plain({ body: { account: 'nobody', password: 'nothing' } }),
  'DELETE /api/session': plain(),
  'GET /api/session/demo-accounts': plain(),
  'POST /api/session/screen': plain({ body: { token: 'x' } }),
  'POST /api/session/identity': plain(),
  'POST /api/session/identity/answer': plain({ body: {} }),
  'POST /api/invitations': plain({ body: { code: 'x', password: 'windmill teapot' } }),
  'PUT /api/self/password': plain({ body: {} }),
  'GET /api/self/sessions': plain(),
  'DELETE /api/self/sessions/{id}': plain(),
  'GET /api/self/second-factor': plain(),
  'POST /api/self/second-factor': plain({ body: {} }),
  'PUT /api/self/second-factor': plain({ body: {} }),
  'POST /api/self/second-factor/removal': plain({ body: {} }),
  'GET /api/tokens': plain(),
  'POST /api/tokens': plain({ body: { name: 'program', days: 1 } }),
  'DELETE /api/tokens/{id}': plain(),
  'GET /api/screens': plain(),
  'POST /api/screens': plain({ body: { name: 'hall', days: 1 } }),
  'DELETE /api/screens/{id}': plain(),
  'GET /api/accounts': plain(),
  'POST /api/accounts': plain({ body: {} }),
  'PUT /api/accounts/{id}': plain({ body: {} }),
  'POST /api/accounts/{id}/invitation': plain(),
  'POST /api/accounts/{id}/sessions/end': plain(),
  'POST /api/accounts/{id}/second-factor/removal': plain(),
  'POST /api/setup': plain({
    body: { code: 'x', account: 'first', name: 'First', password: 'windmill teapot' },
  }),
  'GET /api/city': plain(),
  'GET /api/city/districts': plain(),
  'GET /api/grids': plain(),
  'GET /api/grids/{code}': plain({ path: { code: 'A1' } }),
  'GET /api/grids/{version}/topology': plain({ path: { version: '1' } }),
  'GET /api/grids/{version}/export': plain({ path: { version: '1' }, query: 'format=geojson' }),
  'GET /api/centers': plain(),
  'GET /api/route': plain({ query: 'lon=0.0005&lat=0.0005' }),
  'POST /api/route': plain({ body: { points: [[0.0005, 0.0005]] } }),
  'GET /api/heat': plain(),
  'GET /api/analysis/grids': plain({ query: 'level=block' }),
  'GET /api/analysis/times': plain(),
  'GET /api/analysis/frames': plain({ query: 'level=block&step=month' }),
  'GET /api/analysis/hot-spots': plain({ query: 'level=block' }),
  'GET /api/analysis/public': plain(),
  'GET /api/city/openness': plain(),
  'PUT /api/city/openness': plain({ body: {} }),
  'PUT /api/city/duties/{code}': plain({ path: { code: 'none' }, body: {} }),
  'GET /api/analysis/views': plain(),
  'POST /api/analysis/views': plain({ body: {} }),
  'PUT /api/analysis/views/{id}': plain({ path: { id: '99999' }, body: {} }),
  'DELETE /api/analysis/views/{id}': plain({ path: { id: '99999' } }),
  'GET /api/search': plain({ query: 'q=A1' }),
  'GET /api/indicators': plain(),
  'GET /api/versions': plain(),
  'GET /api/versions/{id}/difference': plain({ path: { id: '1' } }),
  'POST /api/versions/{id}/restore': plain({ path: { id: '1' }, body: { title: '恢复边界' } }),
  'GET /api/grids/{code}/lineage': plain({ path: { code: 'A1' } }),
  'GET /api/drafts': plain(),
  'POST /api/drafts': plain({ body: { title: '调整边界' } }),
  'GET /api/drafts/claims': plain(),
  'PUT /api/drafts/{id}/claims': plain({ path: { id: '99999' }, body: { grids: ['A1'] } }),
  // `drafts.pg.test.ts` has drafts in and out of reach.
  'GET /api/drafts/{id}': plain({ path: { id: '99999' } }),
  'POST /api/drafts/{id}/operations': plain({
    path: { id: '99999' },
    body: { rev: 0, operations: [{ kind: 'undo' }] },
  }),
  'GET /api/drafts/{id}/impact': plain({ path: { id: '99999' } }),
  'GET /api/drafts/{id}/difference': plain({ path: { id: '99999' } }),
  'GET /api/drafts/{id}/conflicts': plain({ path: { id: '99999' } }),
  'POST /api/drafts/{id}/resolution': plain({ path: { id: '99999' }, body: { against: 1, choices: [] } }),
  'POST /api/drafts/{id}/submit': plain({ path: { id: '99999' } }),
  'POST /api/drafts/{id}/approve': plain({ path: { id: '99999' } }),
  'POST /api/drafts/{id}/return': plain({ path: { id: '99999' } }),
  'POST /api/drafts/{id}/discard': plain({ path: { id: '99999' } }),
  'POST /api/drafts/{id}/publish': plain({ path: { id: '99999' } }),
  // `imports.pg.test.ts` has imports of one's own and of others.
  'GET /api/imports': plain(),
  'POST /api/imports': plain({ body: new FormData() }),
  'GET /api/imports/{id}': plain({ path: { id: '99999' } }),
  'GET /api/imports/{id}/crosswalk': plain({ path: { id: '99999' } }),
  'PUT /api/imports/{id}/mapping': plain({
    path: { id: '99999' },
    body: {
      levels: [{ level: 'a', layer: null, only: null, code: null, name: null, nameEn: null, parent: null }],
      datum: 'wgs84',
      srid: null,
      swapped: false,
    },
  }),
  'PUT /api/imports/{id}/repairs': plain({ path: { id: '99999' }, body: { choices: [] } }),
  'POST /api/imports/{id}/draft': plain({ path: { id: '99999' }, body: { title: '导入' } }),
  'DELETE /api/imports/{id}': plain({ path: { id: '99999' } }),
  'GET /api/incidents': plain(),
  'GET /api/incidents/open': plain(),
  'GET /api/incidents.csv': plain(),
  'GET /api/incidents.xlsx': plain(),
  'GET /api/events': plain(),
  'GET /api/incidents/{id}': ofCase(id => ({ path: { id } })),
  'GET /api/incidents/{id}/duplicates': ofCase(id => ({ path: { id } })),
  'GET /api/duplicates': plain({ query: 'lon=0.0005&lat=0.0005&classCode=0101' }),
  'POST /api/incidents': plain({
    body: { lon: 0.0005, lat: 0.0005, classCode: '0101', title: '一堆垃圾' },
  }),
  'GET /api/incidents/{id}/assignees': ofCase(id => ({ path: { id } })),
  'POST /api/incidents/{id}/moves/{verb}': ofCase(id => ({
    path: { id, verb: 'comment' },
    body: { rev: 1, note: '看过了' },
  })),
  'GET /api/incidents/{id}/photos': ofCase(id => ({ path: { id } })),
  'POST /api/incidents/{id}/photos': ofCase(id => ({
    path: { id },
    body: photoForm(new TextEncoder().encode('no photo')),
  })),
  // `evidence.pg.test.ts` has photos of cases in and out of reach.
  'GET /api/photos/{photo}': plain({ path: { photo: '1' } }),
  'POST /api/photos/{photo}/removal': plain({ path: { photo: '1' }, body: { reason: '拍错了地方' } }),
  // The token is the right: `reports.pg.test.ts` has real ones.
  'GET /api/reports/{token}': plain({ path: { token } }),
  'POST /api/reports/{token}/comments': plain({ path: { token }, body: { text: '又堆了一堆' } }),
  'POST /api/reports/{token}/ratings': plain({ path: { token }, body: { satisfied: true } }),
  'POST /api/reports/{token}/photos': plain({ path: { token }, body: new FormData() }),
  'GET /api/reports/{token}/photos/{photo}': plain({ path: { token, photo: '1' } }),
  'GET /api/workload': ofGrid(grid => ({ query: `grid=${grid}` })),
  'GET /api/wall': plain(),
  'GET /api/wall/open': plain(),
  'GET /api/wall/steps': plain({ query: 'from=2026-03-01T00:00:00Z&to=2026-03-01T01:00:00Z' }),
  'GET /api/wall/events': plain(),
  'GET /api/wall/cases/{id}': ofCase(id => ({ path: { id } })),
  'GET /api/wall/programme': plain(),
  'PUT /api/wall/programme': plain({
    body: { rev: 99, scenes: [{ kind: 'city', seconds: 30 }], safe: [0, 0, 0, 0], displays: 1 },
  }),
  'GET /api/wall/remote': plain(),
  'POST /api/wall/remote': plain({ body: { act: 'skip' } }),
  'GET /api/calendar': plain(),
  'PUT /api/calendar': plain({ body: {} }),
  'POST /api/calendar/preview': plain({ body: {} }),
  'POST /api/reporters/exports': plain({ body: { phone: '000 000', reason: '本人要求' } }),
  'POST /api/reporters/erasures': plain({ body: { phone: '000 000', reason: '本人要求' } }),
  'GET /api/metrics': plain(),
  'GET /api/audit': plain(),
  'GET /api/audit.csv': plain(),
  'GET /api/audit/chain': plain(),
  'POST /api/audit/checks': plain(),
  'POST /api/reporters/{incident}/reads': ofCase(incident => ({
    path: { incident },
    body: { purpose: 'call-back' },
  })),
}

export interface ExampleRequest {
  readonly path?: Readonly<Record<string, string>>
  readonly query?: string
  readonly body?: unknown
}

/** What the route is about decides what the matrix tries: one request, one for every case, or one for every grid. */
export type Example =
  | { readonly about: 'nothing'; readonly request: ExampleRequest }
  | { readonly about: 'case' | 'grid'; readonly request: (key: string) => ExampleRequest }

function plain(request: ExampleRequest = {}): Example {
  return { about: 'nothing', request }
}

/** A case by its id: the matrix has cases in every relation to the asker's grid, of every net. */
function ofCase(request: (id: string) => ExampleRequest): Example {
  return { about: 'case', request }
}

/** A grid by its code. */
function ofGrid(request: (code: string) => ExampleRequest): Example {
  return { about: 'grid', request }
}
