import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { fieldWorker } from './field-worker.ts'
import { firstScript } from './first-script.ts'

/** Where `pnpm dev` finds the API. */
const api = 'http://127.0.0.1:4300'

export default defineConfig({
  plugins: [react(), fieldWorker(), firstScript()],
  // contracts need zod alone here; what writes the API's own description stays on the server (60 kB less, compressed)
  resolve: { alias: [{ find: '@hono/zod-openapi', replacement: 'zod' }] },
  server: { host: '127.0.0.1', port: 4301, proxy: { '/api': api } },
  preview: { host: '127.0.0.1', port: 4302, proxy: { '/api': api } },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    // the policy of the page forbids data: scripts and workers
    assetsInlineLimit: 0,
    // the map libraries are one part each, asked for side by side with the page's own code
    chunkSizeWarningLimit: 1200,
    reportCompressedSize: false,
    rollupOptions: {
      // the console, and beside it pages of their own: for grid workers, the reporter of one case, and the wall
      input: [
        ...['index.html', 'field.html', 'reporter.html', 'wall.html'],
        ...['src/field/service-worker.ts', 'src/first.ts'],
      ],
      output: {
        // a service worker is known by its address, which never changes
        entryFileNames: ({ facadeModuleId }) =>
          facadeModuleId?.endsWith('service-worker.ts') ? 'field-worker.js' : 'assets/[name]-[hash].js',
        // what many parts need travels together: a hundred small requests are slower than a few bytes more
        codeSplitting: {
          groups: [
            // what the first script needs, and nothing else
            { name: 'atlas-thread', test: /grids\/atlas-thread\.ts$/, priority: 1 },
            {
              name: 'shared',
              test: /(react|lucide|zod|tanstack).*\.m?js$|contract\.ts$|\.api\.ts$|src\/(ui|shell)\//,
              minShareCount: 4,
              maxModuleSize: 30_000,
            },
          ],
        },
      },
    },
  },
})
