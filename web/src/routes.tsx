import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { AnalysisFrame } from './shell/analysis-frame.tsx'
import { Frame } from './shell/frame.tsx'
import { analysisPath, history, readView, type View, writeView } from './view.ts'

const root = createRootRoute({
  validateSearch: (search): View => search,
  notFoundComponent: Frame,
})
const console_ = createRoute({ getParentRoute: () => root, path: '/', component: Frame })

const analysis = createRoute({ getParentRoute: () => root, path: analysisPath, component: AnalysisFrame })

/** Two pages; what they show is in the query of their address (`view.ts`). */
export const router = createRouter({
  routeTree: root.addChildren([console_, analysis]),
  history,
  parseSearch: readView as (search: string) => Record<string, unknown>,
  stringifySearch: writeView,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
