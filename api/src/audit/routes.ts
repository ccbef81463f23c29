import { createRoute, z } from '@hono/zod-openapi'
import { calendarDay } from '../city/calendar-day.ts'
import { csvOf } from '../exports/csv.ts'
import { streamOf } from '../exports/stream.ts'
import { answers, newRouter, problemAnswer } from '../http.ts'
import { checkChain, showChain } from './check-chain.ts'
import { AuditChain, AuditFilter, AuditPage, AuditQuery, AuditVerdict } from './contract.ts'
import { exportAudit } from './export-audit.ts'
import { listAudit } from './list-audit.ts'

const getAudit = createRoute({
  method: 'get',
  path: '/api/audit',
  summary: 'Who did or read what, newest first; asking is written down too',
  request: { query: AuditQuery },
  responses: answers(AuditPage, 'a page of entries'),
})

const getAuditFile = createRoute({
  method: 'get',
  path: '/api/audit.csv',
  summary: 'The entries of a filter, newest first, as a CSV file',
  request: { query: AuditFilter },
  responses: {
    200: {
      description: 'the file',
      content: { 'text/csv; charset=utf-8': { schema: z.string().openapi({ format: 'binary' }) } },
    },
    default: problemAnswer,
  },
})

const getChain = createRoute({
  method: 'get',
  path: '/api/audit/chain',
  summary: 'The end of the audit log with its seal, and what the last check found',
  responses: answers(AuditChain, 'the state of the chain'),
})

const postCheck = createRoute({
  method: 'post',
  path: '/api/audit/checks',
  summary: 'Recomputes the whole audit log; what was found becomes its next entry',
  responses: answers(AuditVerdict, 'whole, or where it is not'),
})

export const auditRoutes = () =>
  newRouter()
    .openapi(getAudit, async c => c.json(await listAudit(c.get('ctx'), c.req.valid('query')), 200))
    .openapi(getAuditFile, async c => {
      const ctx = c.get('ctx')
      const table = await exportAudit(ctx, c.req.valid('query'))
      const { timeZone } = await ctx.atlases.at(ctx, ctx.now)
      return c.body(streamOf(ctx, csvOf(table)), 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="audit-${calendarDay(ctx.now, timeZone)}.csv"`,
        'Cache-Control': 'no-store, no-transform',
      })
    })
    .openapi(getChain, async c => c.json(await showChain(c.get('ctx')), 200))
    .openapi(postCheck, async c => c.json(await checkChain(c.get('ctx')), 200))
