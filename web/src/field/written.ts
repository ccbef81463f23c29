import type { PhotoKind } from '@jingwei/api/evidence/contract.ts'
import type { NewIncident } from '@jingwei/api/incidents/contract.ts'
import type { Failure } from '../api.ts'

/** The steps that are made in the street. */
export const fieldVerbs = ['take', 'finish', 'comment'] as const
export type FieldVerb = (typeof fieldVerbs)[number]

/** What a person wrote on this phone. */
export type Writing =
  | { readonly kind: 'report'; readonly report: Omit<NewIncident, 'idempotencyKey'> }
  | {
      readonly kind: 'move'
      readonly verb: FieldVerb
      /** The revision that its author has seen, or that follows from the author's own steps before it. */
      readonly rev: number
      readonly note: string
    }
  | { readonly kind: 'photo'; readonly photo: PhotoKind; readonly picture: Blob }

/** Why the server did not take it; it stays until its author decides. */
export interface Refusal {
  readonly code: Failure['code']
  readonly field: string | undefined
  readonly detail: unknown
}

/** One line of the outbox. */
export interface Written {
  /** Given by the device, ascending: the order in which things were written. */
  readonly seq: number
  /** Made when it was written and sent every time: the server counts it once. */
  readonly key: string
  /** Whose it is; nobody else on this phone sees or sends it. */
  readonly account: string
  /** The case by its id, or a report by its key until the server has given it an id. What is about one case is sent in order. */
  readonly about: number | string
  /** What the case is called, for people. */
  readonly title: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly state: 'waiting' | 'held' | 'sent'
  readonly writing: Writing
  readonly refusal?: Refusal
  /** The server's number of a report. */
  readonly number?: string
  readonly sentAt?: number
}

/** `crypto.randomUUID` exists on secure origins only; a city's intranet may not be one. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}
