import { expect, test } from 'vitest'
import { type Import, importsOf, isCode, isTest, repository, type Source } from './sources.ts'

/** geodata/geometry ← geodata ← api ← web. What a folder may load, and what it may only know the types of. */
const zones: { in: RegExp; loads: RegExp; knows?: RegExp }[] = [
  { in: /^geodata\/geometry\//, loads: /^geodata\/geometry\// },
  { in: /^geodata\//, loads: /^geodata\// },
  // What the browser loads of the api must itself be free of server code.
  {
    in: /^api\/src\/((\w|-)+\/contract|wire|problem)\.ts$/,
    loads: /^(geodata\/geometry\/|api\/src\/((\w|-)+\/contract|wire|problem)\.ts$)/,
  },
  { in: /^api\//, loads: /^(api|geodata)\// },
  {
    in: /^web\//,
    loads: /^(web\/|geodata\/geometry\/|api\/src\/((\w|-)+\/contract|wire|problem)\.ts$)/,
    knows: /^api\/src\/(\w|-)+\/routes\.ts$/,
  },
]

/** A package that only some files may name, so that its replacement stays a small job. */
const keepers: { packages: RegExp; only: RegExp }[] = [
  { packages: /^(maplibre-gl|@deck\.gl\/.*)$/, only: /^web\/src\/map\// },
  { packages: /^(playwright.*|@axe-core\/playwright)$/, only: /^tests\/support\/browser\.ts$/ },
  { packages: /^(postgres|@electric-sql\/.*)$/, only: /^(api\/src\/database|tests)\// },
  { packages: /^react(-dom)?$/, only: /^web\// },
]

const browserSafe = /^(geodata\/geometry\/|web\/src\/)/

test('every import goes in the allowed direction', () => {
  expect(againstDirection(repository())).toEqual([])
})

test.each([
  ['geodata/geometry/ring.ts', "import { x } from '../city-folder.ts'"],
  ['geodata/pipeline.ts', "import { x } from '../api/src/wire.ts'"],
  ['api/src/app.ts', "import { x } from '../../web/src/view.ts'"],
  ['api/src/heat/contract.ts', "import { x } from './queries.ts'"],
  ['web/src/view.ts', "import { x } from '@jingwei/api/context.ts'"],
  ['web/src/view.ts', "import { x } from '@jingwei/api/heat/routes.ts'"],
  ['web/src/view.ts', "import { type X } from '@jingwei/api/heat/routes.ts'"],
  ['web/src/view.ts', "export * from '@jingwei/geodata/city-folder.ts'"],
  ['web/src/view.ts', "const late = await import('@jingwei/api/app.ts')"],
  ['web/src/heat/heat-panel.tsx', "import { Map } from 'maplibre-gl'"],
  ['tests/e2e/start.e2e.ts', "import type { Page } from 'playwright-core'"],
  ['api/src/heat/routes.ts', "import postgres from 'postgres'"],
  ['api/src/heat/routes.ts', "import { listIncidents } from '../incidents/queries.ts'"],
  ['geodata/geometry/ring.ts', "import { readFileSync } from 'node:fs'"],
  ['web/src/view.ts', "import { join } from 'node:path'"],
  ['web/src/heat/heat.api.ts', "import { GridPanel } from '../grids/grid-panel.tsx'"],
])('%s must not say: %s', (path, text) => {
  expect(againstDirection([{ path, text }])).toHaveLength(1)
})

test.each([
  ['web/src/view.ts', "import type { routes } from '@jingwei/api/heat/routes.ts'"],
  ['web/src/view.ts', "import { Heat } from '@jingwei/api/heat/contract.ts'"],
  ['web/src/map/map-view.ts', "import { Map } from 'maplibre-gl'"],
  ['api/src/heat/heat.pg.test.ts', "import { freshDatabase } from '../../../tests/support/database.ts'"],
  ['web/src/shell/frame.tsx', "const GridPanel = lazy(() => import('../grids/grid-panel.tsx'))"],
])('%s may say: %s', (path, text) => {
  expect(againstDirection([{ path, text }])).toEqual([])
})

function againstDirection(sources: readonly Source[]): string[] {
  return sources.filter(isCode).flatMap(source =>
    importsOf(source)
      .map(each => objection(source, each))
      .filter(found => found !== null),
  )
}

function objection(source: Source, each: Import): string | null {
  const says = `${source.path} imports ${each.specifier}`
  if (!each.ours) {
    const keeper = keepers.find(({ packages }) => packages.test(each.target))
    if (keeper && !keeper.only.test(source.path)) return `${says}: only ${keeper.only.source} may`
    if (each.specifier.startsWith('node:') && browserSafe.test(source.path) && !isTest(source)) {
      return `${says}: a browser has no Node`
    }
    return null
  }
  if (isTest(source) && /^(tests\/support|geodata|api)\//.test(each.target)) return null
  const zone = zones.find(candidate => candidate.in.test(source.path))
  if (zone && !zone.loads.test(each.target)) {
    if (!(each.typeOnly && zone.knows?.test(each.target))) return `${says}: wrong direction`
  }
  return privateOf(source.path, each.target) ? `${says}: that file is its module's own` : null
}

/** A module's SQL and its panels are its own; siblings use verbs and contracts, and `shell/` places the panels. */
function privateOf(from: string, target: string): boolean {
  const owner =
    target.match(/^api\/src\/([\w-]+)\/(\w+\.)?queries\.ts$/) ??
    target.match(/^web\/src\/([\w-]+)\/[\w-]+-panel\.tsx$/)
  if (!owner) return false
  const mine = from.match(/^(?:api|web)\/src\/([\w-]+)\//)?.[1]
  return mine !== owner[1] && mine !== 'shell' && !from.startsWith('tests/')
}
