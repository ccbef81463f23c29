import {
  Claimed,
  Draft,
  DraftChanged,
  DraftClaims,
  DraftConflicts,
  DraftImpact,
  Drafts,
  DraftView,
  type Resolution,
} from '@jingwei/api/drafts/contract.ts'
import { mapPlaces } from '@jingwei/geodata/geometry/editing/map-places.ts'
import type { Operation } from '@jingwei/geodata/geometry/editing/operation.ts'
import type { Place } from '@jingwei/geodata/geometry/editing/patch.ts'
import { faceOf } from '@jingwei/geodata/geometry/partition.ts'
import { toDegrees, toUnits } from '@jingwei/geodata/geometry/units.ts'
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { sessionQuery } from '../access/access.api.ts'
import { get, send } from '../api.ts'
import { cityQuery } from '../city/city.api.ts'
import { atlasQuery } from '../grids/atlas.api.ts'
import { ConflictChoices } from './conflict-choices.ts'
import { Editor } from './editor.ts'
import { type DraftServer, Saving, sortKept } from './saving.ts'
import { deviceSteps, type KeptEntry, type StepStore } from './step-store.ts'
import type { Entry } from './steps.ts'

export type { Draft, DraftImpact }

const key = 'drafts'

export const draftsQuery = queryOptions({
  queryKey: [key, 'list'],
  queryFn: ({ signal }) => get('/api/drafts', Drafts, {}, signal),
  staleTime: 5_000,
})

/** Where others are drawing now. */
export const claimsQuery = queryOptions({
  queryKey: [key, 'claims'],
  queryFn: ({ signal }) => get('/api/drafts/claims', DraftClaims, {}, signal),
  refetchInterval: 30_000,
})

export const openDraft = (title: string) => send('POST', '/api/drafts', Draft, { title })
export type DraftTurn = 'submit' | 'approve' | 'return' | 'discard' | 'publish'
/** @param remark a word with an approval or a return */
export const turnDraft = ({ id, rev }: Draft, turn: DraftTurn, remark: string) =>
  send('POST', `/api/drafts/${id}/${turn}`, Draft, bodyOf(turn, { id, rev, remark }))

function bodyOf(turn: DraftTurn, { id, rev, remark }: { id: number; rev: number; remark: string }): object {
  // the same draft with the same log has the same key, from whichever page: pressed twice, or after a lost answer, it is published once
  if (turn === 'publish') return { idempotencyKey: `page-draft-${id}-rev-${rev}` }
  return remark !== '' && (turn === 'approve' || turn === 'return') ? { remark } : {}
}
export const claimGrids = (draft: number, grids: readonly string[]) =>
  send('PUT', `/api/drafts/${draft}/claims`, Claimed, { grids })

/** What publishing it now would change. @param rev entries of its log: another log, another answer */
export const impactQuery = (id: number, rev: number) =>
  queryOptions({
    queryKey: [key, 'impact', id, rev],
    queryFn: ({ signal }) => get(`/api/drafts/${id}/impact`, DraftImpact, {}, signal),
    retry: false,
  })

/** Where it meets what others published up to a version. */
export const conflictsQuery = (id: number, rev: number, newest: number) =>
  queryOptions({
    queryKey: [key, 'conflicts', id, rev, newest],
    queryFn: ({ signal }) => get(`/api/drafts/${id}/conflicts`, DraftConflicts, {}, signal),
    retry: false,
  })

export const resolveConflicts = (id: number, resolution: Resolution) =>
  send('POST', `/api/drafts/${id}/resolution`, Draft, resolution)

/** A draft that is open on this page. */
export interface Desk {
  readonly draft: Draft
  readonly editor: Editor
  readonly saving: Saving
  readonly store: StepStore
  /** Steps of this device that do not fit what the server has: to be drawn anew on it, or given up. */
  readonly stray: readonly KeptEntry[]
  readonly choices: ConflictChoices
  /** Milliseconds that building the kernel took. */
  readonly builtMs: number
}

/** Opened once and kept: what is drawn is here, not in the answer. */
export const deskQuery = (id: number, queries: QueryClient) =>
  queryOptions({
    queryKey: [key, 'desk', id],
    queryFn: () => openDesk(id, queries),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
    retry: false,
  })

async function openDesk(id: number, queries: QueryClient): Promise<Desk> {
  const { log, ...draft } = await get(`/api/drafts/${id}`, DraftView)
  const [atlas, city, session] = await Promise.all([
    queries.fetchQuery(atlasQuery(draft.base)),
    queries.fetchQuery(cityQuery),
    queries.fetchQuery(sessionQuery),
  ])
  const began = performance.now()
  const { partition } = atlas
  const editor = new Editor(
    partition.faces.map(face => faceOf(partition, face)),
    [...atlas.grids],
    city.levels.map(level => level.key),
  )
  editor.isFrozen = draft.state !== 'open' || draft.author !== session.account
  const builtMs = performance.now() - began
  performance.measure('editor-kernel', { start: began, duration: builtMs })
  const entries = log.map(({ operation }) => operation as Entry)
  for (const entry of entries) editor.steps.write(inUnits(entry))

  const store = deviceSteps(session.account ?? '')
  const kept = await store.read(id).catch(() => [])
  const { follows, contradicts } = sortKept(kept, entries)
  for (const { entry } of follows) editor.steps.write(inUnits(entry))
  const saving = new Saving(id, log.length, store, server)
  editor.written = entry => saving.push(inDegrees(entry))
  if (contradicts.length === 0) await store.dropBefore(id, log.length).catch(() => undefined)
  saving.resume(follows)
  return { draft, editor, saving, store, stray: contradicts, choices: new ConflictChoices(), builtMs }
}

/** What this device kept of a draft is not wanted any more. */
export async function forgetKept({ draft, store }: Desk): Promise<void> {
  await store.dropAll(draft.id).catch(() => undefined)
}

const server: DraftServer = {
  add: (draft, rev, operations) =>
    send('POST', `/api/drafts/${draft}/operations`, DraftChanged, { rev, operations }),
  log: async draft =>
    (await get(`/api/drafts/${draft}`, DraftView)).log.map(({ operation }) => operation as Entry),
}

export function inUnits(entry: Entry): Entry {
  return spelled(entry, ([lon, lat]) => [toUnits(lon), toUnits(lat)])
}

export function inDegrees(entry: Entry): Entry {
  return spelled(entry, ([x, y]) => [toDegrees(x), toDegrees(y)])
}

function spelled(entry: Entry, spell: (place: Place) => Place): Entry {
  if (entry.kind === 'undo' || entry.kind === 'redo') return entry
  if (entry.kind !== 'together') return mapPlaces(entry, spell)
  return { ...entry, operations: entry.operations.map((one: Operation) => mapPlaces(one, spell)) }
}
