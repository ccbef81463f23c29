import '../base.css'
import '../ui/content.css'
import './reports.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Failure } from '../api.ts'
import { ReporterPage } from './reporter-page.tsx'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (count, error) =>
        count < 2 && !(error instanceof Failure && error.status >= 400 && error.status < 500),
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})

const token = location.pathname.split('/')[2] ?? ''
const root = document.getElementById('root')
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <ReporterPage token={token} />
      </QueryClientProvider>
    </StrictMode>,
  )
