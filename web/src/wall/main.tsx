import '../base.css'
import './wall.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { WallPage } from './wall-page.tsx'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // nobody is there to press a button: what cannot be had now is asked for again, for ever
      retry: true,
      retryDelay: failures => Math.min(15_000, 1000 * 2 ** failures),
      networkMode: 'always',
      refetchOnWindowFocus: false,
      // a screen is on for months: what no scene shows any more is let go
      gcTime: 30_000,
    },
  },
})

const root = document.getElementById('root')
if (root !== null)
  createRoot(root).render(
    <QueryClientProvider client={queries}>
      <WallPage />
    </QueryClientProvider>,
  )
