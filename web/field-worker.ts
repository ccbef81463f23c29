import { createHash } from 'node:crypto'
import type { Plugin, Rolldown } from 'vite'

const worker = 'field-worker'
/** Files with fixed names that the field page shows or needs to be installed. */
const fixed = [
  '/layers.css',
  '/icon.svg',
  '/field.webmanifest',
  '/field-icon-180.png',
  '/field-icon-192.png',
  '/field-icon-512.png',
  '/field-icon-maskable-512.png',
]

/**
 * Tells the field page's service worker (`src/field/service-worker.ts`) which files its page is made of: what the page loads at once. What it
 * loads on demand, as the map, is fetched when it is used.
 */
export function fieldWorker(): Plugin {
  return {
    name: 'field-worker',
    apply: 'build',
    enforce: 'post',
    // last of all: taking out the parts that are styles alone changes the names of others
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const script = bundle[`${worker}.js`]
        const page = Object.values(bundle).find(isFieldPage)
        if (script?.type !== 'chunk' || page === undefined) return
        const files = [...fixed, ...[...filesOf(page, bundle)].sort().map(file => `/${file}`)]
        const hash = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 12)
        script.code = script.code
          .replace(/["'`]__FIELD_FILES__["'`]/, JSON.stringify(files))
          .replace('__FIELD_CACHE__', `jingwei-field-${hash}`)
      },
    },
  }
}

function isFieldPage(file: Rolldown.OutputBundle[string]): file is Rolldown.OutputChunk {
  return file.type === 'chunk' && file.isEntry && (file.facadeModuleId ?? '').endsWith('/field.html')
}

/** A script, what it imports, and their styles. */
function filesOf(
  chunk: Rolldown.OutputChunk,
  bundle: Rolldown.OutputBundle,
  found = new Set<string>(),
): Set<string> {
  if (found.has(chunk.fileName)) return found
  found.add(chunk.fileName)
  for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style)
  for (const asset of chunk.viteMetadata?.importedAssets ?? []) found.add(asset)
  for (const name of chunk.imports) {
    const imported = bundle[name]
    if (imported?.type === 'chunk') filesOf(imported, bundle, found)
  }
  return found
}
