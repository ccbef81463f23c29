import { randomBytes } from 'node:crypto'
import { type Keyring, parseKeyring, type Sealed } from '../access/keyring.ts'
import { asProgram } from '../access/row-security.ts'
import type { Ctx } from '../context.ts'
import { insertReporterKey, selectReporterKey, selectSaid } from './words.queries.ts'

/**
 * What a reporter writes by the secret link stands in the case's log, which is a chain for ever. So it stands there sealed, with a key that
 * belongs to this report alone: forgetting the key forgets the words, and no hash changes.
 */
export type SealedWords = {
  readonly sealed: string
  /** By which the same words sent twice are known; tells nothing without the report's key. */
  readonly key?: string
}

/**
 * Seals words for an event to come, with the report's key, which is made where there is none yet.
 * @param tx a transaction's context that holds the case
 */
export async function sealWords(
  tx: Ctx,
  incident: number,
  rev: number,
  text: string,
  idempotencyKey: string | undefined,
): Promise<SealedWords> {
  const own = await asProgram(tx, async () => (await ownKey(tx, incident)) ?? (await makeKey(tx, incident)))
  const sealed = own.seal(text, wordsAbout(incident, rev)).bytes.toString('base64')
  return idempotencyKey === undefined
    ? { sealed }
    : { sealed, key: own.vouch(idempotencyKey).bytes.toString('base64') }
}

/**
 * The reader of one report's words, for whoever `showRows` shows the report's key to; null where it does not, or where the key was forgotten.
 * @param tx a transaction's context in which `showRows` was called
 */
export async function wordsReader(
  tx: Ctx,
  incident: number,
): Promise<((rev: number, sealed: string) => string) | null> {
  const own = await ownKey(tx, incident)
  if (own === null) return null
  return (rev, sealed) =>
    own.open({ keyId: own.currentKeyId, bytes: Buffer.from(sealed, 'base64') }, wordsAbout(incident, rev))
}

export interface Said {
  readonly incident: number
  readonly at: Date
  /** Null: a rating. */
  readonly text: string | null
  readonly satisfied: boolean | null
}

/**
 * What reporters wrote and rated by the links of these cases; words whose key was forgotten are left out.
 * @param tx a transaction's context in which `showRows` was called
 */
export async function readSaid(tx: Ctx, incidents: readonly number[]): Promise<Said[]> {
  const said: Said[] = []
  for (const { incidentId: incident, rev, at, sealed, note, satisfied } of await selectSaid(
    tx.sql,
    incidents,
  )) {
    const read = sealed === null ? null : await wordsReader(tx, incident)
    if (sealed !== null && read === null) continue
    said.push({ incident, at, satisfied, text: sealed === null ? note : (read?.(rev, sealed) ?? null) })
  }
  return said
}

async function ownKey(tx: Ctx, incident: number): Promise<Keyring | null> {
  const row = await selectReporterKey(tx.sql, incident)
  return row === undefined ? null : parseKeyring(openReporterKey(tx.keyring, incident, row))
}

async function makeKey(tx: Ctx, incident: number): Promise<Keyring> {
  const key = randomBytes(32).toString('base64')
  await insertReporterKey(tx.sql, incident, tx.keyring.seal(key, keyAbout(incident)), tx.now)
  return parseKeyring(key)
}

export function openReporterKey(keyring: Keyring, incident: number, sealed: Sealed): string {
  return keyring.open(sealed, keyAbout(incident))
}

export function keyAbout(incident: number): string {
  return `reporter_key/${incident}`
}

function wordsAbout(incident: number, rev: number): string {
  return `incident_event/${incident}/${rev}`
}
