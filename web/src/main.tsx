import './base.css'
import './ui/content.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { arrive } from './access/arrival.ts'
import { Failure } from './api.ts'
import { cityQuery } from './city/city.api.ts'
import { followCity } from './events/live.ts'
import { atlasQuery } from './grids/atlas.api.ts'
import { router } from './routes.tsx'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // what the API refuses with a reason it refuses again; what did not arrive may arrive later
      retry: (count, error) =>
        count < 2 && !(error instanceof Failure && error.status >= 400 && error.status < 500),
      refetchOnWindowFocus: false,
      // the server may be this very machine: the browser's idea of being online says nothing about it
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})

// a key in the address is used before the page asks for anything with it
void arrive(queries)

// asked for before anything is drawn: the grids are the longest to come
queries.fetchQuery(cityQuery).then(
  city => (city.grids.tiled ? undefined : queries.prefetchQuery(atlasQuery(city.version))),
  // the page itself shows what failed
  () => undefined,
)

// before anything is asked for: nothing can happen between an answer and the stream
followCity(queries)

const root = document.getElementById('root')
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  )
