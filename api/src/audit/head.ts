import type { Keyring } from '../access/keyring.ts'
import type { AuditEnd, AuditHead } from './queries.ts'

/**
 * good: vouched for by a key of ours · none: written before there were seals · unknown-key: by a key that is not here, as after a restore
 * without keys · bad: nobody who holds a key wrote this end
 */
export type Seal = 'good' | 'none' | 'unknown-key' | 'bad'

/** What is vouched for: how many entries there are, the hash of the last one, from which entry on, and where it was broken. */
export function headText({ seq, hash, sealedFrom, brokenAt }: AuditEnd): string {
  const from = sealedFrom === null ? '' : ` from ${sealedFrom}`
  const broken = brokenAt === null ? '' : ` broken ${brokenAt}`
  return `audit_head ${seq} ${hash?.toString('hex') ?? ''}${from}${broken}`
}

export function sealOf(keyring: Keyring, head: AuditHead | undefined): Seal {
  if (head === undefined) return 'bad'
  const { seal: bytes, keyId, brokenAt, sealedFrom } = head
  const wasNeverSealed = bytes === null && keyId === null && brokenAt === null && sealedFrom === null
  if (wasNeverSealed) return 'none'
  if (bytes === null || keyId === null) return 'bad'
  const vouched = keyring.isVouched(headText(head), { bytes, keyId })
  return vouched === null ? 'unknown-key' : vouched ? 'good' : 'bad'
}
