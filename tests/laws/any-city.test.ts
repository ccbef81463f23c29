import { expect, test } from 'vitest'
import { eachNode, isCode, isTest, lineOf, repository, type Source } from './sources.ts'

/** The demo city's own numbers and names: product code that says one of them works in one city only. */
const numbers = new Set([1976, 309])
const words = /\b(Huainan|1976|309|340[0-9]{3}|micro)\b|淮南|大通|田家庵|谢家集|八公山|潘集|[大中小微]网格/i

const product = /^(api\/src\/|web\/src\/|geodata\/geometry\/)/

test('the product knows no particular city and no particular number of levels', () => {
  expect(particular(repository())).toEqual([])
})

test.each([
  'const grids = 1976',
  "const name = '淮南市'",
  "if (level === 'micro') {}",
  'const label = `大网格`',
  'const tree = <p>Huainan</p>',
  'levels.length === 4',
])('found: %s', text => {
  expect(particular([{ path: 'web/src/grids/a.tsx', text }])).toEqual(['web/src/grids/a.tsx:1'])
})

test('a comment may tell, and a test may use, what code must not know', () => {
  expect(particular([{ path: 'api/src/a.ts', text: '// Huainan has 1976 grids\nconst a = 4' }])).toEqual([])
  expect(particular([{ path: 'api/src/a.pg.test.ts', text: 'const a = 1976' }])).toEqual([])
})

function particular(sources: readonly Source[]): string[] {
  return sources
    .filter(source => isCode(source) && product.test(source.path) && !isTest(source))
    .flatMap(source => {
      const found = new Set<number>()
      eachNode(source, node => {
        const says =
          (node.type === 'Literal' && (numbers.has(Number(node.value)) || isText(node.value))) ||
          ((node.type === 'TemplateElement' || node.type === 'JSXText') &&
            words.test(source.text.slice(node.start, node.end))) ||
          (node.type === 'BinaryExpression' &&
            /\blevels\.length\W+[345]$/.test(source.text.slice(node.start, node.end)))
        if (says) found.add(lineOf(source, node.start))
      })
      return [...found].map(line => `${source.path}:${line}`)
    })
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && words.test(value)
}
