import type { Context } from 'hono'
import type { Settings } from '../settings.ts'

/** Whether the page reaches its reader by https: by its public address, else by what a trusted proxy says. */
export function isSecure(c: Context, settings: Pick<Settings, 'publicUrl' | 'trustProxy'>): boolean {
  if (settings.publicUrl !== null) return settings.publicUrl.startsWith('https:')
  return settings.trustProxy && c.req.header('x-forwarded-proto') === 'https'
}
