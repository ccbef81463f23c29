import type { Plugin } from 'vite'

const source = '/src/first.ts'

/** Puts the console's first script (`src/first.ts`) before all others as one of its own: with them it would wait for a megabyte of libraries. */
export function firstScript(): Plugin {
  return {
    name: 'first-script',
    transformIndexHtml: {
      order: 'post',
      handler(_, { path, bundle }) {
        if (path !== '/index.html') return []
        const chunk = Object.values(bundle ?? {}).find(
          file => file.type === 'chunk' && (file.facadeModuleId ?? '').endsWith(source),
        )
        const src = chunk === undefined ? source : `/${chunk.fileName}`
        return [{ tag: 'script', attrs: { type: 'module', src, async: true }, injectTo: 'head-prepend' }]
      },
    },
  }
}
