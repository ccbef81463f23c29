import { expect, test } from 'vitest'
import { isCode, repository, type Source } from './sources.ts'

test('every code word of the glossary is used', () => {
  expect(unusedWords(repository())).toEqual([])
})

test('the README tells every module of the api', () => {
  expect(unexplainedModules(repository())).toEqual([])
})

test('a word that nobody uses, and a module that nobody explains, are found', () => {
  const sources = [
    {
      path: 'docs/glossary.md',
      text: '| 中文 | English | in code | what |\n|---|---|---|---|\n| 面 | face | `face`, level `x-y` | a thing |',
    },
    { path: 'README.md', text: '| `heat` | heat |' },
    { path: 'api/src/heat/contract.ts', text: 'export const faces = "x-y"' },
    { path: 'api/src/weather/contract.ts', text: '' },
  ]
  expect(unusedWords(sources)).toEqual(['face'])
  expect(unexplainedModules(sources)).toEqual(['weather'])
})

/** What every module stands on is no noun of the city. */
const ground = new Set(['database', 'http'])

function unusedWords(sources: readonly Source[]): string[] {
  const code = sources.filter(source => isCode(source) && /^(api|web|geodata)\//.test(source.path))
  const words = new Set(code.flatMap(source => source.text.match(/[A-Za-z][\w]*(-\w+)*/g) ?? []))
  return glossary(sources).filter(word => !words.has(word))
}

/** Third column: `grid`, status `filed`, `class.kind` (both parts are words). */
function glossary(sources: readonly Source[]): string[] {
  const text = sources.find(source => source.path === 'docs/glossary.md')?.text ?? ''
  return text
    .split('\n')
    .filter(line => line.startsWith('|'))
    .slice(2)
    .flatMap(line => [...(line.split('|')[3] ?? '').matchAll(/`([^`]+)`/g)])
    .flatMap(match => (match[1] ?? '').split('.'))
}

function unexplainedModules(sources: readonly Source[]): string[] {
  const readme = sources.find(source => source.path === 'README.md')?.text ?? ''
  const modules = sources.flatMap(
    source => source.path.match(/^api\/src\/([\w-]+)\/contract\.ts$/)?.[1] ?? [],
  )
  return [...new Set(modules)].filter(name => !ground.has(name) && !readme.includes(`\`${name}\``)).sort()
}
