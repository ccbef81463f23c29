import { createRoute } from '@hono/zod-openapi'
import { jsonAnswer, newRouter, problemAnswer } from '../http.ts'
import type { Service } from '../service.ts'
import { Health } from './contract.ts'
import { watchKeys } from './missing-keys.ts'
import { isReachable } from './queries.ts'

/** Of the package; a deployment compares it after an update. */
const programVersion = '0.1.0'

const getHealth = createRoute({
  method: 'get',
  path: '/api/health',
  summary: 'Whether the API is ready, and what its start is doing',
  responses: {
    200: jsonAnswer(Health, 'ready'),
    503: jsonAnswer(Health, 'starting, or without its database'),
    default: problemAnswer,
  },
})

export const healthRoutes = (service: Service) => {
  const warnings = watchKeys(service)
  return newRouter().openapi(getHealth, async c => {
    const { startup, database, settings } = service
    const databaseReachable = database !== null && (await isReachable(database.sql))
    const status = !startup.usable ? 'starting' : databaseReachable ? 'ready' : 'degraded'
    c.header('Cache-Control', 'no-store')
    return c.json(
      {
        status,
        step: startup.step,
        progress: startup.progress,
        database: settings.databaseUrl === undefined ? 'embedded' : 'server',
        databaseReachable,
        warnings: status === 'ready' ? warnings() : [],
        version: programVersion,
        uptimeSeconds: Math.round((Date.now() - startup.began) / 1000),
      } satisfies Health,
      status === 'ready' ? 200 : 503,
    )
  })
}
