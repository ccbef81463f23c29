import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { allPaths, isCode, lineOf, parse, repository, type Source } from './sources.ts'

test('every path named in a document or a comment exists', () => {
  expect(deadPaths(repository(), allPaths())).toEqual([])
})

const paths = ['docs/glossary.md', 'api/src/heat/contract.ts', 'web/src/grids/messages.zh.ts']

test.each([
  'See `docs/missing.md`.',
  'The folder `web/src/maps/` is gone.',
  'One `routes.ts` per module.',
  'All `*.pg.test.ts` files.',
  'A [link](docs/missing.md).',
  '![picture](docs/screenshot.png)',
])('dead: %s', text => {
  expect(deadPaths([{ path: 'README.md', text }], paths)).toHaveLength(1)
})

test.each([
  'See `docs/glossary.md`, `heat/contract.ts`, `contract.ts` and `web/src/`.',
  '`<noun>.zh.ts`, `messages.*.ts`, `web/src/<noun>/messages.zh.ts`, `{grids,heat}/contract.ts`',
  '`GET /api/heat`, `/api/city`, `and/or`, `https://example.org/a.ts`, `@deck.gl/core`, `node_modules/x.ts`',
  '[here](docs/glossary.md#words) and [there](https://example.org)',
])('alive: %s', text => {
  expect(deadPaths([{ path: 'README.md', text }], [...paths, 'web/src/x.zh.ts'])).toEqual([])
})

test('a comment in code is read too', () => {
  const text = 'const a = `docs/missing.md`\n/** See `docs/missing.md`. */'
  expect(deadPaths([{ path: 'api/src/app.ts', text }], paths)).toEqual(['api/src/app.ts:2: docs/missing.md'])
})

const ending = /\.(ts|tsx|mjs|md|json|sql|css|ya?ml|html|png)$/
const shape = /^[\w.<>*{},-]+(\/[\w.<>*{},-]+)*\/?$/
/** Made on the reader's machine, so not in the repository. */
const made = /^(node_modules|web\/dist|dist|\.jingwei|\.git)(\/|$)/

function deadPaths(sources: readonly Source[], existing: string[]): string[] {
  const known = new Set(existing.flatMap(withFolders))
  const tops = new Set(existing.map(path => path.split('/')[0] ?? path))
  const alive = (named: string, from: string): boolean => {
    if (made.test(named) || known.has(posix.join(posix.dirname(from), named).replace(/\/$/, ''))) return true
    const pattern = asPattern(named.replace(/\/$/, ''))
    return [...known].some(path => pattern.test(path))
  }
  return sources.flatMap(source =>
    mentions(source)
      .filter(({ named, link }) => link || looksLikePath(named, tops))
      .filter(({ named }) => !alive(named, source.path))
      .map(({ named, offset }) => `${source.path}:${lineOf(source, offset)}: ${named}`),
  )
}

interface Mention {
  readonly named: string
  readonly offset: number
  readonly link: boolean
}

function mentions(source: Source): Mention[] {
  if (isCode(source)) {
    return parse(source).comments.flatMap(({ start, end }) => inText(source.text.slice(start, end), start))
  }
  return source.path.endsWith('.md') ? inText(source.text, 0) : []
}

function inText(text: string, start: number): Mention[] {
  const quoted = [...text.matchAll(/`([^`\s]+)`/g)].map(match => ({ match, link: false }))
  const links = [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map(match => ({ match, link: true }))
  return [...quoted, ...links]
    .map(({ match, link }) => ({ named: match[1] ?? '', offset: start + match.index, link }))
    .filter(({ named }) => shape.test(named))
}

/** A file's ending, or a folder that begins with a top-level name of ours: `and/or` is neither. */
function looksLikePath(named: string, tops: Set<string>): boolean {
  if (ending.test(named)) return /[\w>]\.\w+$/.test(named)
  return named.includes('/') && tops.has(named.split('/')[0] ?? '')
}

/** `<noun>` and `*` stand for any name, `{a,b}` for either; a path may be named by its end: `heat/contract.ts`. */
function asPattern(named: string): RegExp {
  const body = named
    .replace(/[.]/g, '\\.')
    .replace(/<[^>]+>|\*+/g, '[^/]+')
    .replace(/\{([^}]+)\}/g, (_, names: string) => `(${names.replaceAll(',', '|')})`)
  return new RegExp(`(^|/)${body}$`)
}

function withFolders(path: string): string[] {
  const parts = path.split('/')
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}
