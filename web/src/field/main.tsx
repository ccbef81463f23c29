import '../base.css'
import '../ui/content.css'
import './field.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { FieldPage } from './field-page.tsx'
import { keepAnswers, restoreAnswers } from './keep-answers.ts'

/** What did not arrive and is still looked at is asked for again: a connection that is announced is not always one yet. */
const askAgainMs = 8_000

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // what was read stays readable until its reader signs out
      gcTime: Number.POSITIVE_INFINITY,
      retry: false,
      // the browser's idea of being online says nothing about the server
      networkMode: 'always',
      refetchOnReconnect: true,
      refetchInterval: ({ state }) => (state.status === 'error' ? askAgainMs : false),
    },
    mutations: { networkMode: 'always' },
  },
})

const root = document.getElementById('root')
// a phone whose storage is closed to the page (a private window) works as long as there is a connection
await restoreAnswers(queries).catch(error => console.warn(error))
keepAnswers(queries)
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <FieldPage />
      </QueryClientProvider>
    </StrictMode>,
  )
