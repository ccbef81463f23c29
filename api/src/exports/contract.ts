import { z } from '@hono/zod-openapi'
import { incidentFilterShape } from '../incidents/contract.ts'

/** Rows of one file at most: about what a spreadsheet handles well. Beyond it: `too-many-rows`, and the asker narrows the filter. */
export const maxExportRows = 100_000

/** `GET /api/incidents.csv` and `GET /api/incidents.xlsx`: the list's filters, every row that matches. */
export const ExportQuery = z.strictObject(incidentFilterShape)
export type ExportQuery = z.infer<typeof ExportQuery>
