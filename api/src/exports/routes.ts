import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { calendarDay } from '../city/calendar-day.ts'
import { type Env, newRouter, problemAnswer } from '../http.ts'
import { ExportQuery } from './contract.ts'
import { csvOf } from './csv.ts'
import { exportIncidents } from './export-incidents.ts'
import { streamOf } from './stream.ts'
import { xlsxOf } from './xlsx.ts'

const formats = {
  csv: { type: 'text/csv; charset=utf-8', bytesOf: csvOf },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    bytesOf: xlsxOf,
  },
} as const
type Format = keyof typeof formats

const exportRoute = <F extends Format>(format: F) =>
  createRoute({
    method: 'get',
    path: `/api/incidents.${format}`,
    summary: `Incidents that match a filter, newest first, as a ${format.toUpperCase()} file`,
    request: { query: ExportQuery },
    responses: {
      200: {
        description: 'the file',
        content: { [formats[format].type]: { schema: z.string().openapi({ format: 'binary' }) } },
      },
      default: problemAnswer,
    },
  })

export const exportRoutes = () =>
  newRouter()
    .openapi(exportRoute('csv'), async c => file(c, c.req.valid('query'), 'csv'))
    .openapi(exportRoute('xlsx'), async c => file(c, c.req.valid('query'), 'xlsx'))

async function file(c: Context<Env>, filter: ExportQuery, format: Format): Promise<Response> {
  const ctx = c.get('ctx')
  const { type, bytesOf } = formats[format]
  const table = await exportIncidents(ctx, filter)
  const { timeZone } = await ctx.atlases.at(ctx, ctx.now)
  const day = calendarDay(filter.at === undefined ? ctx.now : new Date(filter.at), timeZone)
  const name = `incidents-${day}.${format}`
  return c.body(streamOf(ctx, bytesOf(table)), 200, {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${name}"`,
    // sent while it is read: what would pack it on the way would have to wait for its end
    'Cache-Control': 'no-store, no-transform',
  })
}
