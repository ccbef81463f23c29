import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { Frame } from './shell/frame.tsx'
import { history, readView, type View, writeView } from './view.ts'

const root = createRootRoute({
  validateSearch: (search): View => search,
  notFoundComponent: Frame,
})
const console_ = createRoute({ getParentRoute: () => root, path: '/', component: Frame })

/** One page; what it shows is in the query of its address (`view.ts`). */
export const router = createRouter({
  routeTree: root.addChildren([console_]),
  history,
  parseSearch: readView as (search: string) => Record<string, unknown>,
  stringifySearch: writeView,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
