import { expect, test } from 'vitest'
import {
  eachNode,
  importsOf,
  isCode,
  isNode,
  isTest,
  lineOf,
  type Node,
  parse,
  repository,
  type Source,
} from './sources.ts'

test('no test is skipped, singled out, or waits by the clock', () => {
  expect(repository().filter(isTest).flatMap(dishonest)).toEqual([])
})

test('every test file asserts something', () => {
  const silent = repository().filter(
    source => isTest(source) && !/\b(expect|assert|then)\b/.test(source.text),
  )
  expect(silent.map(source => source.path)).toEqual([])
})

test('a test that spies on a module loads it anew: the files of a run share what they have imported', () => {
  const blind = repository().filter(
    ({ path, text }) =>
      /\.test\.tsx?$/.test(path) &&
      !path.startsWith('tests/laws/') &&
      text.includes('vi.mock(') &&
      !text.includes('vi.resetModules('),
  )
  expect(blind.map(source => source.path)).toEqual([])
})

test('nothing is silenced, and nothing is left for later', () => {
  expect(repository().filter(isCode).flatMap(loose)).toEqual([])
})

test.each([
  'test.skip("x", () => {})',
  'describe.only("x", () => {})',
  'test.skipIf(true)("x", () => {})',
  'it.todo("x")',
  'xit("x", () => {})',
  'await new Promise(done => setTimeout(done, 100))',
  'await page.waitForTimeout(100)',
  "import { setTimeout as sleep } from 'node:timers/promises'",
])('found: %s', text => {
  expect(dishonest({ path: 'api/src/a.test.ts', text })).toHaveLength(1)
})

test.each([
  ['ts', 'ignore'],
  ['ts', 'nocheck'],
  ['ts', 'expect-error'],
])('found: @%s-%s', (...parts) => {
  expect(loose({ path: 'api/src/a.ts', text: `// @${parts.join('-')}\nconst a = 1` })).toHaveLength(1)
})

test('found: a note to do it later', () => {
  expect(loose({ path: 'api/src/a.ts', text: `// ${later[0]}: the rest` })).toHaveLength(1)
  expect(loose({ path: 'api/src/a.ts', text: `const ${later[0]} = 1` })).toEqual([])
})

const runners = new Set(['test', 'it', 'describe', 'suite', 'bench'])
const evasions = new Set(['skip', 'only', 'todo', 'skipIf', 'runIf', 'fails'])
const later = ['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X']
const silencers = new RegExp(`@ts-(ignore|nocheck|expect-error)|\\b(${later.join('|')})\\b`)

function dishonest(source: Source): string[] {
  const found: string[] = []
  const at = (node: Node) => found.push(`${source.path}:${lineOf(source, node.start)}`)
  eachNode(source, node => {
    if (node.type === 'MemberExpression' && isNode(node.property)) {
      const property = String(node.property.name)
      if (property === 'waitForTimeout') at(node)
      if (runners.has(firstName(node.object)) && evasions.has(property)) at(node)
    }
    if (node.type === 'CallExpression' && isNode(node.callee)) {
      const name = String(node.callee.name)
      if (name === 'setTimeout' || /^x(it|test|describe)$/.test(name)) at(node)
    }
  })
  if (importsOf(source).some(each => each.target.includes('timers'))) found.push(`${source.path}: timers`)
  return found
}

/** `test` of `test.concurrent.skip`. */
function firstName(node: unknown): string {
  if (!isNode(node)) return ''
  return node.type === 'MemberExpression' ? firstName(node.object) : String(node.name)
}

function loose(source: Source): string[] {
  return parse(source)
    .comments.filter(comment => silencers.test(comment.value))
    .map(comment => `${source.path}:${lineOf(source, comment.start)}: ${comment.value.trim()}`)
}
