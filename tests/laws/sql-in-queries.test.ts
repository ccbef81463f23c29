import { expect, test } from 'vitest'
import { eachNode, isCode, isNode, isTest, lineOf, type Node, repository, type Source } from './sources.ts'

/** All SQL of a module is text in its `queries.ts`; a second such file is named after its subject. */
const home = /^api\/(src\/[\w-]+\/([\w-]+\.)?queries\.ts$|src\/database\/|migrations\/)|^tests\//

test('SQL stands in queries.ts and nowhere else', () => {
  expect(strayed(repository())).toEqual([])
})

test.each([
  'await ctx.sql`select 1`',
  'await sql`delete from incident`',
  'await sql<Row[]>`select 1`',
  'await ctx.sql.unsafe(text)',
])('a verb that says %s is found', line => {
  expect(strayed([{ path: 'api/src/incidents/report.ts', text: `${line}\n` }])).toEqual([
    'api/src/incidents/report.ts:1',
  ])
  expect(strayed([{ path: 'api/src/incidents/queries.ts', text: line }])).toEqual([])
})

function strayed(sources: readonly Source[]): string[] {
  return sources
    .filter(source => isCode(source) && !isTest(source) && !home.test(source.path))
    .flatMap(source => {
      const found: string[] = []
      eachNode(source, node => {
        if (isSql(node)) found.push(`${source.path}:${lineOf(source, node.start)}`)
      })
      return found
    })
}

function isSql(node: Node): boolean {
  if (node.type === 'TaggedTemplateExpression') return isNode(node.tag) && lastName(node.tag) === 'sql'
  if (node.type !== 'CallExpression' || !isNode(node.callee)) return false
  return node.callee.type === 'MemberExpression' && lastName(node.callee) === 'unsafe'
}

function lastName(node: Node): unknown {
  const named = node.type === 'MemberExpression' && isNode(node.property) ? node.property : node
  return named.name
}
