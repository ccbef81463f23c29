import type { Keyring } from '../access/keyring.ts'
import type { AuditHead } from './queries.ts'

/**
 * good: vouched for by a key of ours · none: written before there were seals · unknown-key: by a key that is not here, as after a restore
 * without keys · bad: nobody who holds a key wrote this end
 */
export type Seal = 'good' | 'none' | 'unknown-key' | 'bad'

/** What is vouched for: how many entries there are, and the hash of the last one. */
export function headText({ seq, hash }: { seq: number; hash: Buffer | null }): string {
  return `audit_head ${seq} ${hash?.toString('hex') ?? ''}`
}

export function sealOf(keyring: Keyring, head: AuditHead | undefined): Seal {
  if (head === undefined) return 'bad'
  const { seal: bytes, keyId } = head
  if (bytes === null || keyId === null) return 'none'
  const vouched = keyring.isVouched(headText(head), { bytes, keyId })
  return vouched === null ? 'unknown-key' : vouched ? 'good' : 'bad'
}
