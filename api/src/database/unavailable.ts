/** Whether an error means that the database cannot be reached now: worth a 503 and another try, no fault of the request. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false
  if (codes.has(error.code) || error.code.startsWith('08')) return true
  return 'severity' in error && error.severity === 'FATAL' && refusedAtTheDoor.has(error.code)
}

const codes: ReadonlySet<string> = new Set([
  // postgres.js
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  // the operating system
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  // PostgreSQL: shutting down, crashed, starting up, too many connections
  '57P01',
  '57P02',
  '57P03',
  '53300',
  // written to a replica, or to a primary that has just been replaced
  '25006',
])

/** Refusals of a connection, which are fatal; under the same codes a statement fails by a fault of its own. */
const refusedAtTheDoor: ReadonlySet<string> = new Set([
  // takes no connections, renamed or dropped
  '55000',
  '3D000',
  // no such role, no such password, no right to connect
  '28000',
  '28P01',
  '42501',
])

/** Whether the database could not write for want of room (PostgreSQL 53100, or the operating system). It reads on, and writes again by itself when there is room. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '53100' || error.code === 'ENOSPC')
}
