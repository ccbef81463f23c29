import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { createRoute, z } from '@hono/zod-openapi'
import { Draft } from '../drafts/contract.ts'
import { streamOf } from '../exports/stream.ts'
import { answers, jsonAnswer, jsonBody, newRouter, problemAnswer } from '../http.ts'
import type { Service } from '../service.ts'
import { beginImport } from './begin-import.ts'
import { cancelImport, chooseRepairs, mapImport } from './change-import.ts'
import {
  Crosswalk,
  CrosswalkAreas,
  CrosswalkQuery,
  GridImport,
  GridImports,
  ImportedDraft,
  ImportMapping,
  RepairChoices,
} from './contract.ts'
import { crosswalkAreas, crosswalkCsv, crosswalkOf } from './crosswalk.ts'
import { draftImport } from './draft-import.ts'
import { receiveFile } from './receive-file.ts'
import { listImports, showImport } from './show-import.ts'

const params = z.object({
  id: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number),
})

const postImport = createRoute({
  method: 'post',
  path: '/api/imports',
  summary:
    'Takes in a file of grids: GeoJSON, GeoPackage or zipped Shapefile, told by its content. It is read and checked after the answer',
  request: {
    body: {
      required: true,
      // a plain schema: the file goes to the disk as it comes, and is not read into memory to be validated
      content: {
        'multipart/form-data': {
          schema: {
            type: 'object',
            required: ['file'],
            properties: { file: { type: 'string', format: 'binary' } },
          },
        },
      },
    },
  },
  responses: { 201: jsonAnswer(GridImport, 'it is being read'), default: problemAnswer },
})

const getImports = createRoute({
  method: 'get',
  path: '/api/imports',
  summary: 'Imports, newest first',
  responses: answers(GridImports, 'the imports'),
})

const getImport = createRoute({
  method: 'get',
  path: '/api/imports/{id}',
  summary:
    'How an import stands: layers, mapping, and a report of every fault with its place, m² and the repairs that are offered',
  request: { params },
  responses: answers(GridImport, 'the import'),
})

const getCrosswalk = createRoute({
  method: 'get',
  path: '/api/imports/{id}/crosswalk',
  summary:
    'How the areas of the file, such as another department’s grids, share ground and a year’s incidents with the grids of one level; as JSON or as a table',
  request: { params, query: CrosswalkQuery },
  responses: {
    200: {
      description: 'a row for each area and grid that have something in common, and for what is outside',
      content: {
        'application/json': { schema: Crosswalk },
        'application/geo+json': { schema: CrosswalkAreas },
        'text/csv; charset=utf-8': { schema: z.string().openapi({ format: 'binary' }) },
      },
    },
    default: problemAnswer,
  },
})

const putMapping = createRoute({
  method: 'put',
  path: '/api/imports/{id}/mapping',
  summary: 'Which layers and columns are which level; the file is checked anew',
  request: { params, body: jsonBody(ImportMapping) },
  responses: answers(GridImport, 'it is being checked'),
})

const putRepairs = createRoute({
  method: 'put',
  path: '/api/imports/{id}/repairs',
  summary: 'Chooses repairs, one by one or the usual one for all faults of a code; the file is checked anew',
  request: { params, body: jsonBody(RepairChoices) },
  responses: answers(GridImport, 'it is being checked'),
})

const postDraft = createRoute({
  method: 'post',
  path: '/api/imports/{id}/draft',
  summary: 'Opens what was imported as a draft; asked again, the same draft is named',
  request: { params, body: jsonBody(ImportedDraft) },
  responses: { 201: jsonAnswer(Draft, 'the draft'), default: problemAnswer },
})

const deleteImport = createRoute({
  method: 'delete',
  path: '/api/imports/{id}',
  summary: 'Cancels: what is being done stops, and the file is taken away',
  request: { params },
  responses: answers(GridImport, 'it is cancelled'),
})

export const importRoutes = ({ settings }: Pick<Service, 'settings'>) => {
  const folder = join(settings.dataDir, 'imports')
  return newRouter()
    .openapi(postImport, async c => {
      // the request itself where there is one: a web stream over it throws when the rest of a refused body still comes in
      const body =
        c.env?.incoming ?? Readable.fromWeb((c.req.raw.body ?? new Blob([]).stream()) as ReadableStream)
      const file = await receiveFile(body, c.req.header('content-type') ?? '', folder)
      try {
        return c.json(await beginImport(c.get('ctx'), folder, file), 201)
      } finally {
        await file.drop()
      }
    })
    .openapi(getImports, async c => c.json({ imports: await listImports(c.get('ctx')) }, 200))
    .openapi(getImport, async c =>
      c.json(await showImport(c.get('ctx'), folder, c.req.valid('param').id), 200),
    )
    .openapi(getCrosswalk, async c => {
      const query = c.req.valid('query')
      if (query.format === 'geojson') {
        const areas = await crosswalkAreas(c.get('ctx'), folder, c.req.valid('param').id, query)
        return c.body(JSON.stringify(areas), 200, { 'Content-Type': 'application/geo+json' })
      }
      const crosswalk = await crosswalkOf(c.get('ctx'), folder, c.req.valid('param').id, query)
      if (query.format !== 'csv') return c.json(crosswalk, 200)
      return c.body(streamOf(c.get('ctx'), crosswalkCsv(crosswalk)), 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="crosswalk.csv"',
        'Cache-Control': 'no-store, no-transform',
      })
    })
    .openapi(putMapping, async c =>
      c.json(await mapImport(c.get('ctx'), folder, c.req.valid('param').id, c.req.valid('json')), 200),
    )
    .openapi(putRepairs, async c =>
      c.json(await chooseRepairs(c.get('ctx'), folder, c.req.valid('param').id, c.req.valid('json')), 200),
    )
    .openapi(postDraft, async c =>
      c.json(await draftImport(c.get('ctx'), folder, c.req.valid('param').id, c.req.valid('json')), 201),
    )
    .openapi(deleteImport, async c =>
      c.json(await cancelImport(c.get('ctx'), folder, c.req.valid('param').id), 200),
    )
}
