import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from './browser.ts'

/** What a screen reader says of a page, phrase by phrase. It follows the keyboard's focus. */
export interface ScreenReader {
  /** Said since it was asked last: where the focus went, and what the page told by itself. */
  heard(): Promise<readonly string[]>
  /** Reads on from where it is, so many phrases. */
  read(phrases: number): Promise<readonly string[]>
}

const path = '/screen-reader.js'
const library = fileURLToPath(
  new URL('index.browser.js', import.meta.resolve('@guidepup/virtual-screen-reader')),
)

/** Guidepup's virtual screen reader, which says what the standards of ARIA ask of one, in a page that has loaded. */
export async function listenTo(page: Page): Promise<ScreenReader> {
  // as a file of the page's own server: its policy allows no other
  await page.route(`**${path}`, route =>
    route.fulfill({ contentType: 'text/javascript', body: readFileSync(library, 'utf8') }),
  )
  // as text: an import of the page's, not of the compiler's
  const ask = (what: string) =>
    page.evaluate(`import('${path}').then(async ({ virtual }) => { ${what} })`) as Promise<string[]>
  const log = `const said = await virtual.spokenPhraseLog(); await virtual.clearSpokenPhraseLog(); return said`
  await ask(`await virtual.start({ container: document.body }); ${log}`)
  return {
    heard: () => ask(log),
    read: phrases => ask(`for (let i = 0; i < ${phrases}; i++) await virtual.next(); ${log}`),
  }
}
