import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { clientAddress, isLoopback } from '../access/address.ts'
import { type Env, newRouter, problemAnswer } from '../http.ts'
import { Problem } from '../problem.ts'
import type { Service } from '../service.ts'
import { contentType } from './text-format.ts'

const getMetrics = createRoute({
  method: 'get',
  path: '/api/metrics',
  summary: 'What this process counts of itself, as Prometheus reads it',
  responses: {
    200: { description: 'the figures', content: { 'text/plain': { schema: z.string() } } },
    default: problemAnswer,
  },
})

/** By the table of rights: for an administrator, and for a token that names the verb. */
export const metricsRoutes = (service: Service) =>
  newRouter().openapi(getMetrics, async c => c.text(await service.metrics.text(service), 200, headers))

/** `/metrics`, where a Prometheus on the same machine looks; not there for anybody else. */
export function localMetrics(service: Service) {
  return async (c: Context<Env>): Promise<Response> => {
    if (!isFromHere(c)) throw new Problem('not-found')
    return c.text(await service.metrics.text(service), 200, headers)
  }
}

const headers = { 'Content-Type': contentType, 'Cache-Control': 'no-store' }

/** From this machine itself: what a proxy passes on comes from it too, but says for whom. */
function isFromHere(c: Context<Env>): boolean {
  const address = clientAddress(c.env?.incoming?.socket.remoteAddress, undefined, false)
  const passedOn = ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip', 'x-forwarded-host']
  return isLoopback(address) && passedOn.every(name => c.req.header(name) === undefined)
}
