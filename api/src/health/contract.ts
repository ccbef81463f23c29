import { z } from '@hono/zod-openapi'

/** `GET /api/health`: 200 when ready, 503 while starting or without its database. */
export const Health = z.object({
  status: z.enum(['starting', 'ready', 'degraded']),
  /** What the start is doing now, as a code, and how far it is (0…1). */
  step: z.enum([
    'connecting',
    'creating-database',
    'migrating',
    'loading-city',
    'loading-incidents',
    'indexing',
    'done',
  ]),
  progress: z.number(),
  database: z.enum(['embedded', 'server']),
  databaseReachable: z.boolean(),
  /** What an operator should look at although it answers. `key-missing`: data is sealed with a key that the keyring lacks. */
  warnings: z.array(z.enum(['key-missing'])),
  version: z.string(),
  uptimeSeconds: z.number(),
})
export type Health = z.infer<typeof Health>
