import { Secret, TOTP } from 'otpauth'

/** RFC 6238 as every authenticator speaks it: SHA-1, six digits, thirty seconds; one step early or late is accepted. */
const period = 30
const digits = 6
const window = 1
/** RFC 4226 asks for 160 bits. */
const secretBytes = 20

export function newSecret(): string {
  return new Secret({ size: secretBytes }).base32
}

/** What an authenticator reads from the picture. */
export function secretUri(secret: string, issuer: string, account: string): string {
  return totp(secret, { issuer, label: account }).toString()
}

/** The step of time that a code belongs to, so that it can be refused a second time; null for a wrong or a late one. */
export function stepOf(secret: string, code: string, now: Date): number | null {
  const token = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const delta = totp(secret).validate({ token, timestamp: now.getTime(), window })
  return delta === null ? null : Math.floor(now.getTime() / 1000 / period) + delta
}

function totp(secret: string, about: { issuer?: string; label?: string } = {}): TOTP {
  return new TOTP({ ...about, algorithm: 'SHA1', digits, period, secret: Secret.fromBase32(secret) })
}
