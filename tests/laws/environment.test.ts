import { expect, test } from 'vitest'
import { eachNode, isCode, isNode, isTest, lineOf, repository, type Source } from './sources.ts'

/** Settings come in at one door; everything else gets them handed. Scripts and tests stand outside the product. */
const door = /^(api\/src\/(main|settings)\.ts$|scripts\/|tests\/)|(^|\/)vite(st)?\.config\.ts$/

test('only the door reads the environment', () => {
  expect(readers(repository())).toEqual([])
})

test('docs/configuration.md lists exactly the variables that the settings know', () => {
  const { known, told } = variables(repository())
  expect(told).toEqual(known)
  expect(known.length).toBeGreaterThan(4)
})

test.each(['process.env.PORT', "process['env']", 'const { env } = process'])('%s is found', text => {
  expect(readers([{ path: 'api/src/http.ts', text }])).toEqual(['api/src/http.ts:1'])
  expect(readers([{ path: 'api/src/main.ts', text }])).toEqual([])
})

test('a variable that only one of the two knows is found', () => {
  const sources = [
    { path: 'api/src/settings.ts', text: 'z.object({\n  PORT: x,\n  SECRET_KEY: x,\n})' },
    { path: 'docs/configuration.md', text: '| `PORT` | x |\n| `HOST` | x |' },
  ]
  expect(variables(sources)).toEqual({ known: ['PORT', 'SECRET_KEY'], told: ['HOST', 'PORT'] })
})

function variables(sources: readonly Source[]): { known: string[]; told: string[] } {
  const names = (path: string, pattern: RegExp) =>
    [...(sources.find(source => source.path === path)?.text ?? '').matchAll(pattern)]
      .map(match => match[1] ?? '')
      .sort()
  return {
    known: names('api/src/settings.ts', /^\s+([A-Z][A-Z_]+):/gm),
    told: names('docs/configuration.md', /^\| `([A-Z][A-Z_]+)` \|/gm),
  }
}

function readers(sources: readonly Source[]): string[] {
  return sources
    .filter(source => isCode(source) && !isTest(source) && !door.test(source.path))
    .flatMap(source => {
      const found: string[] = []
      eachNode(source, node => {
        const reads =
          (node.type === 'MemberExpression' && isProcess(node.object) && nameOf(node.property) === 'env') ||
          (node.type === 'VariableDeclarator' &&
            isProcess(node.init) &&
            /\benv\b/.test(source.text.slice(node.start, node.end)))
        if (reads) found.push(`${source.path}:${lineOf(source, node.start)}`)
      })
      return found
    })
}

const isProcess = (node: unknown): boolean => isNode(node) && node.name === 'process'
const nameOf = (node: unknown): unknown => (isNode(node) ? (node.name ?? node.value) : undefined)
