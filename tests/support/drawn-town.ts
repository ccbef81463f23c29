import type { Actor, Ctx } from '@jingwei/api/context.ts'
import { changeDraft } from '@jingwei/api/drafts/change-draft.ts'
import type { Draft, DraftOperation } from '@jingwei/api/drafts/contract.ts'
import { openDraft } from '@jingwei/api/drafts/open-draft.ts'
import { publishDraft } from '@jingwei/api/drafts/publish.ts'
import { approveDraft, submitDraft } from '@jingwei/api/drafts/review.ts'
import { expect } from 'vitest'
import { townDatabase } from './city-database.ts'
import { blockCode, cornerOf } from './sample-town.ts'
import { testContext, testService } from './service.ts'

export const levels = 4
/** Keys of the town's levels, largest first. */
export const levelKeys = ['a', 'b', 'c', 'd']
export const nobody = { account: null, grid: null, person: null, nets: null, department: null }
export const officer: Actor = { ...nobody, account: 'officer', role: 'commander' }
export const reviewer: Actor = { ...nobody, account: 'reviewer', role: 'commander' }
export type As = (actor: Actor, now?: Date) => Ctx
export type Spot = [number, number]

/** Blocks 10 and 11 are neighbours, west and east; the border that parts them goes from south to north. */
export const west = blockCode(10, levels)
export const east = blockCode(11, levels)
export const south: Spot = cornerOf(11)
export const size = cornerOf(11)[0] - cornerOf(10)[0]
export const north: Spot = [south[0], round(south[1] + size)]
export const middle: Spot = [south[0], round(south[1] + size / 2)]
/** A bulge of the eastern block into the western one. */
export const bulge: Spot = [round(south[0] - size / 2), middle[1]]
export const bend: DraftOperation[] = [
  { kind: 'insert', border: [south, north], at: middle },
  { kind: 'move', vertices: [{ from: middle, to: bulge }] },
]

export function round(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7
}

export const rename = (grid: string, code: string): DraftOperation => ({
  kind: 'rename',
  grid,
  code,
  name: { zh: code },
})

/** The sample town, and whoever acts in it. */
export async function drawnTown(incidents = 60) {
  const database = await townDatabase({ levels, incidents })
  const service = testService(database)
  const as: As = (actor, now = new Date()) => testContext(service, { actor, now })
  return { database, service, as }
}

export async function drawn(as: As, operations: DraftOperation[], title = '调整边界'): Promise<number> {
  const draft = await openDraft(as(officer), { title })
  await changeDraft(as(officer), draft.id, { rev: 0, operations })
  return draft.id
}

export async function approved(as: As, operations: DraftOperation[]): Promise<number> {
  const id = await drawn(as, operations)
  await submitDraft(as(officer), id)
  await approveDraft(as(reviewer), id)
  return id
}

export async function published(as: As, operations: DraftOperation[]): Promise<Draft> {
  return publishDraft(as(reviewer), await approved(as, operations))
}

export const problem = (code: string) => expect.objectContaining({ code })
