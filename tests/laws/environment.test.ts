import { expect, test } from 'vitest'
import { eachNode, isCode, isNode, isTest, lineOf, repository, type Source } from './sources.ts'

/** Settings come in at one door; everything else gets them handed. Scripts and tests stand outside the product. */
const door = /^(api\/src\/(main|settings)\.ts$|scripts\/|tests\/)|(^|\/)vite(st)?\.config\.ts$/

test('only the door reads the environment', () => {
  expect(readers(repository())).toEqual([])
})

test.each(['process.env.PORT', "process['env']", 'const { env } = process'])('%s is found', text => {
  expect(readers([{ path: 'api/src/http.ts', text }])).toEqual(['api/src/http.ts:1'])
  expect(readers([{ path: 'api/src/main.ts', text }])).toEqual([])
})

function readers(sources: Source[]): string[] {
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
