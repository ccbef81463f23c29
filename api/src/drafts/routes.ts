import { createRoute, z } from '@hono/zod-openapi'
import { optionalBody } from '../http/optional-body.ts'
import { answers, jsonAnswer, jsonBody, newRouter, problemAnswer } from '../http.ts'
import { GridCode } from '../wire.ts'
import { changeDraft } from './change-draft.ts'
import { claimGrids, listClaims } from './claim-grids.ts'
import { showConflicts } from './conflicts.ts'
import {
  Claimed,
  Difference,
  Draft,
  DraftChange,
  DraftChanged,
  DraftClaims,
  DraftConflicts,
  DraftImpact,
  Drafts,
  DraftView,
  Lineage,
  NewClaim,
  NewDraft,
  Publication,
  Resolution,
  Review,
  Versions,
} from './contract.ts'
import { impactOf } from './impact.ts'
import { openDraft } from './open-draft.ts'
import { publishDraft } from './publish.ts'
import { resolveConflicts } from './resolve-conflicts.ts'
import { restoreVersion } from './restore-version.ts'
import { approveDraft, discardDraft, returnDraft, submitDraft } from './review.ts'
import { draftDifference, versionDifference } from './show-difference.ts'
import { listDrafts, listVersions, showDraft } from './show-draft.ts'
import { showLineage } from './show-lineage.ts'

const id = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number)
const params = z.object({ id })

const getVersions = createRoute({
  method: 'get',
  path: '/api/versions',
  summary: 'Every published state of the boundaries, newest first',
  responses: answers(Versions, 'the versions'),
})

const getVersionDifference = createRoute({
  method: 'get',
  path: '/api/versions/{id}/difference',
  summary: 'Every grid that a version changed, with its outline before and after',
  request: { params },
  responses: answers(Difference, 'the difference'),
})

const postRestore = createRoute({
  method: 'post',
  path: '/api/versions/{id}/restore',
  summary:
    'Opens a draft in which the boundaries are what they were in this version; reviewed like any other',
  request: { params, body: jsonBody(NewDraft) },
  responses: { 201: jsonAnswer(Draft, 'the draft'), default: problemAnswer },
})

const getLineage = createRoute({
  method: 'get',
  path: '/api/grids/{code}/lineage',
  summary: 'What a grid was called, from whom its area came and to whom it went, version by version',
  request: { params: z.object({ code: GridCode }) },
  responses: answers(Lineage, 'the lineage'),
})

const getDrafts = createRoute({
  method: 'get',
  path: '/api/drafts',
  summary: 'Drafts of boundary changes, those that are open first',
  responses: answers(Drafts, 'the drafts'),
})

const postDraft = createRoute({
  method: 'post',
  path: '/api/drafts',
  summary: 'Opens a draft on the version in force',
  request: { body: jsonBody(NewDraft) },
  responses: { 201: jsonAnswer(Draft, 'the draft'), default: problemAnswer },
})

const getClaims = createRoute({
  method: 'get',
  path: '/api/drafts/claims',
  summary: 'Grids that others are drawing at now: a warning, no lock',
  responses: answers(DraftClaims, 'the claims'),
})

const putClaims = createRoute({
  method: 'put',
  path: '/api/drafts/{id}/claims',
  summary:
    'Claims grids for a draft of one’s own, for two hours; claiming again renews, an empty list lets go',
  request: { params, body: jsonBody(NewClaim) },
  responses: answers(Claimed, 'until when, and the claims of others'),
})

const getDraft = createRoute({
  method: 'get',
  path: '/api/drafts/{id}',
  summary: 'A draft with its whole log of operations',
  request: { params },
  responses: answers(DraftView, 'the draft'),
})

const postOperations = createRoute({
  method: 'post',
  path: '/api/drafts/{id}/operations',
  summary:
    'Adds a batch of operations to a draft of one’s own: all of it or none. `undo` and `redo` are operations too',
  request: { params, body: jsonBody(DraftChange) },
  responses: answers(DraftChanged, 'how the draft stands now'),
})

const getImpact = createRoute({
  method: 'get',
  path: '/api/drafts/{id}/impact',
  summary: 'What publishing would change: grids and their areas, open incidents, posts, centers',
  request: { params },
  responses: answers(DraftImpact, 'the impact'),
})

const getDifference = createRoute({
  method: 'get',
  path: '/api/drafts/{id}/difference',
  summary: 'Every grid that a draft changes, with its outline before and after',
  request: { params },
  responses: answers(Difference, 'the difference'),
})

const getConflicts = createRoute({
  method: 'get',
  path: '/api/drafts/{id}/conflicts',
  summary: 'Where a draft meets what others published since its base, cluster by cluster',
  request: { params },
  responses: answers(DraftConflicts, 'the conflicts'),
})

const postResolution = createRoute({
  method: 'post',
  path: '/api/drafts/{id}/resolution',
  summary: 'A draft on the version in force in place of one that others have overtaken',
  request: { params, body: jsonBody(Resolution) },
  responses: { 201: jsonAnswer(Draft, 'the new draft'), default: problemAnswer },
})

/** A step that needs no word. */
const Nothing = z.strictObject({})

const step = <S extends z.ZodType>(name: string, summary: string, said: S) =>
  createRoute({
    method: 'post',
    path: `/api/drafts/{id}/${name}`,
    summary,
    ...optionalBody(said, { params }),
    responses: answers(Draft, 'the draft'),
  })

const postSubmit = step('submit', 'The author hands the draft in', Nothing)
const postApprove = step('approve', 'Somebody else than the author finds it right', Review)
const postReturn = step('return', 'Back to the author', Review)
const postDiscard = step('discard', 'The author gives it up', Nothing)
const postPublish = step(
  'publish',
  'It becomes the version in force; asked again, the same version is named',
  Publication,
)

const json = { 'Content-Type': 'application/json' } as const

export const draftRoutes = () =>
  newRouter()
    .openapi(getVersions, async c => c.json({ versions: await listVersions(c.get('ctx')) }, 200))
    .openapi(
      getVersionDifference,
      async c => c.body(await versionDifference(c.get('ctx'), c.req.valid('param').id), 200, json) as never,
    )
    .openapi(postRestore, async c =>
      c.json(await restoreVersion(c.get('ctx'), c.req.valid('param').id, c.req.valid('json')), 201),
    )
    .openapi(getLineage, async c => c.json(await showLineage(c.get('ctx'), c.req.valid('param').code), 200))
    .openapi(getDrafts, async c => c.json({ drafts: await listDrafts(c.get('ctx')) }, 200))
    .openapi(postDraft, async c => c.json(await openDraft(c.get('ctx'), c.req.valid('json')), 201))
    .openapi(getClaims, async c => c.json({ claims: await listClaims(c.get('ctx')) }, 200))
    .openapi(putClaims, async c =>
      c.json(await claimGrids(c.get('ctx'), c.req.valid('param').id, c.req.valid('json')), 200),
    )
    .openapi(getDraft, async c => c.json(await showDraft(c.get('ctx'), c.req.valid('param').id), 200))
    .openapi(postOperations, async c =>
      c.json(await changeDraft(c.get('ctx'), c.req.valid('param').id, c.req.valid('json')), 200),
    )
    .openapi(getImpact, async c => c.json(await impactOf(c.get('ctx'), c.req.valid('param').id), 200))
    .openapi(
      getDifference,
      async c => c.body(await draftDifference(c.get('ctx'), c.req.valid('param').id), 200, json) as never,
    )
    .openapi(getConflicts, async c => c.json(await showConflicts(c.get('ctx'), c.req.valid('param').id), 200))
    .openapi(postResolution, async c =>
      c.json(await resolveConflicts(c.get('ctx'), c.req.valid('param').id, c.req.valid('json')), 201),
    )
    .openapi(postSubmit, async c => c.json(await submitDraft(c.get('ctx'), c.req.valid('param').id), 200))
    .openapi(postApprove, async c =>
      c.json(await approveDraft(c.get('ctx'), c.req.valid('param').id, c.req.valid('json')), 200),
    )
    .openapi(postReturn, async c =>
      c.json(await returnDraft(c.get('ctx'), c.req.valid('param').id, c.req.valid('json')), 200),
    )
    .openapi(postDiscard, async c => c.json(await discardDraft(c.get('ctx'), c.req.valid('param').id), 200))
    .openapi(postPublish, async c =>
      c.json(await publishDraft(c.get('ctx'), c.req.valid('param').id, c.req.valid('json')), 200),
    )
