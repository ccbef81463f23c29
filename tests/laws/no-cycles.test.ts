import { expect, test } from 'vitest'
import { importsOf, isCode, repository, type Source } from './sources.ts'

test('no file loads itself through others', () => {
  expect(cycles(repository())).toEqual([])
})

test('a cycle of three is found, and named once', () => {
  const sources = [
    { path: 'api/src/a.ts', text: "import './b.ts'" },
    { path: 'api/src/b.ts', text: "export { c } from './c.ts'" },
    { path: 'api/src/c.ts', text: "export const c = () => import('@jingwei/api/a.ts')" },
  ]
  expect(cycles(sources)).toEqual(['api/src/a.ts → api/src/b.ts → api/src/c.ts → api/src/a.ts'])
})

test('types that know each other are no cycle', () => {
  const sources = [
    { path: 'api/src/a.ts', text: "import type { B } from './b.ts'" },
    { path: 'api/src/b.ts', text: "import './a.ts'" },
  ]
  expect(cycles(sources)).toEqual([])
})

/** Depth first; a file met again on the current path closes a cycle. */
function cycles(sources: readonly Source[]): string[] {
  const loads = new Map(
    sources
      .filter(isCode)
      .map(source => [
        source.path,
        importsOf(source).flatMap(each => (each.ours && !each.typeOnly ? [each.target] : [])),
      ]),
  )
  const found: string[] = []
  const done = new Set<string>()
  const visit = (path: string, trail: string[]): void => {
    const met = trail.indexOf(path)
    if (met >= 0) found.push([...trail.slice(met), path].join(' → '))
    if (met >= 0 || done.has(path)) return
    for (const next of loads.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }
  for (const path of loads.keys()) visit(path, [])
  return found
}
