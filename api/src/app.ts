import { gate } from './access/gate.ts'
import { accessRoutes } from './access/routes.ts'
import { selfRoutes } from './access/self.routes.ts'
import { tokenRoutes } from './access/token.routes.ts'
import { accountRoutes } from './accounts/routes.ts'
import { analysisRoutes } from './analysis/routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { calendarRoutes } from './calendar/routes.ts'
import { centerRoutes } from './centers/routes.ts'
import { pmtilesPath } from './city/read-city.ts'
import { cityRoutes } from './city/routes.ts'
import { draftRoutes } from './drafts/routes.ts'
import { duplicateRoutes } from './duplicates/routes.ts'
import { eventRoutes } from './events/routes.ts'
import { wakeAfterWrites } from './events/wake-after-writes.ts'
import { evidenceRoutes } from './evidence/routes.ts'
import { exportRoutes } from './exports/routes.ts'
import { gridRoutes } from './grids/routes.ts'
import { healthRoutes } from './health/routes.ts'
import { heatRoutes } from './heat/routes.ts'
import { serveBasemapFile } from './http/basemap-file.ts'
import { guardBody } from './http/body.ts'
import { compress } from './http/compress.ts'
import { context, deadline, frame } from './http/frame.ts'
import { knownQuery } from './http/known-query.ts'
import { servePage } from './http/pages.ts'
import { securityHeaders } from './http/security-headers.ts'
import { answerError, answerProblem, answerUnknownRoute, newRouter } from './http.ts'
import { importRoutes } from './imports/routes.ts'
import { incidentRoutes } from './incidents/routes.ts'
import { indicatorRoutes } from './indicators/routes.ts'
import { countRequests } from './metrics/count-requests.ts'
import { localMetrics, metricsRoutes } from './metrics/routes.ts'
import { moveRoutes } from './moves/routes.ts'
import { Problem } from './problem.ts'
import { reporterRoutes } from './reporters/routes.ts'
import { reportRoutes } from './reports/routes.ts'
import { routingRoutes } from './routing/routes.ts'
import { searchRoutes } from './search/routes.ts'
import type { Service } from './service.ts'
import { tileRoutes } from './tiles/routes.ts'
import { wallRoutes } from './wall/routes.ts'

/** Everything the program answers. Below: what every request passes, then one line per module. */
export function createApp(service: Service) {
  const { basemap, webDir } = service.settings
  const app = newRouter()
  app.onError((error, c) => answerError(error, c, service.log))
  // Public, never changing, asked for by the hundred: nothing that a request of the API passes is needed.
  app.route('/', tileRoutes(service))
  app.use(frame(service))
  app.use(countRequests(service.metrics))
  app.use(compress)
  app.use(securityHeaders(basemap))
  app.use('/api/*', deadline)
  app.use('/api/*', guardBody)
  app.use('/api/*', knownQuery(app))

  app.route('/', healthRoutes(service))
  app.doc31('/api/openapi.json', {
    openapi: '3.1.0',
    info: { title: '经纬 Jingwei', version: '1', license: { name: 'Apache-2.0' } },
  })

  app.get('/metrics', localMetrics(service))
  app.use('/api/*', context(service))
  app.use('/api/*', gate(service))
  app.use('/api/*', wakeAfterWrites(service))
  const api = app
    .route('/', accessRoutes(service))
    .route('/', selfRoutes(service))
    .route('/', tokenRoutes())
    .route('/', accountRoutes(service))
    .route('/', cityRoutes(service.settings))
    .route('/', gridRoutes())
    .route('/', routingRoutes())
    .route('/', centerRoutes())
    .route('/', incidentRoutes())
    .route('/', exportRoutes())
    .route('/', indicatorRoutes())
    .route('/', moveRoutes())
    .route('/', duplicateRoutes())
    .route('/', draftRoutes())
    .route('/', importRoutes(service))
    .route('/', calendarRoutes())
    .route('/', evidenceRoutes(service))
    .route('/', reporterRoutes(service))
    .route('/', reportRoutes(service))
    .route('/', auditRoutes())
    .route('/', eventRoutes(service))
    .route('/', heatRoutes())
    .route('/', analysisRoutes())
    .route('/', searchRoutes())
    .route('/', wallRoutes(service))
    .route('/', metricsRoutes(service))

  app.notFound(async c => {
    if (c.req.path === '/api' || c.req.path.startsWith('/api/')) return answerUnknownRoute(app, c)
    if (basemap?.kind === 'pmtiles' && c.req.path === pmtilesPath) return serveBasemapFile(c, basemap.file)
    const page = await servePage(c, webDir, service.startup.usable)
    return page ?? answerProblem(new Problem('not-found'), c)
  })
  return api
}
