import { createHash } from 'node:crypto'
import type { Keyring } from '../access/keyring.ts'

const tokenBytes = 24

/** The token of a report's secret link. It follows from the server's key, so that a report sent twice is answered the same; kept nowhere. */
export function reportToken(keyring: Keyring, incident: number): string {
  return keyring.vouch(`report_link/${incident}`).bytes.subarray(0, tokenBytes).toString('base64url')
}

/** What the database knows of a token. */
export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
