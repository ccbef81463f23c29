import { expect, test } from 'vitest'
import { allPaths, importsOf, isCode, repository, type Source } from './sources.ts'

/** A drawer is a name that says nothing about what is inside. */
const drawer = /(^|[/.-])(utils?|helpers?|common|misc|shared|lib|index)(\.tsx?$|\/)/
const code = /^(api|web|geodata|scripts|tests)\/.*\.(ts|tsx|css|sql|mjs)$/
const kebab = /^[a-z0-9]+([-_.][a-z0-9]+)*$/

test('files are kebab-case and none is a drawer', () => {
  expect(badNames(allPaths())).toEqual([])
})

test('our own files are imported by their full name', () => {
  expect(shortNames(repository())).toEqual([])
})

test('a drawer, a barrel and a camel are found', () => {
  const bad = ['api/src/utils.ts', 'web/src/grids/index.ts', 'web/src/lib/x.ts', 'web/src/GridPanel.tsx']
  expect(badNames([...bad, 'web/src/grids/grid-panel.tsx', 'web/index.html'])).toEqual(bad)
})

test('an import without its ending is found', () => {
  const text = "import { a } from './a'\nimport { b } from './b.ts'\nimport '@jingwei/api/wire'"
  expect(shortNames([{ path: 'api/src/c.ts', text }])).toEqual([
    "api/src/c.ts: './a'",
    "api/src/c.ts: '@jingwei/api/wire'",
  ])
})

function badNames(paths: string[]): string[] {
  return paths.filter(
    path => code.test(path) && (drawer.test(path) || !path.split('/').every(part => kebab.test(part))),
  )
}

function shortNames(sources: readonly Source[]): string[] {
  return sources.filter(isCode).flatMap(source =>
    importsOf(source)
      .filter(each => each.ours && !/\.(tsx?|mjs|css|json|svg)(\?.*)?$/.test(each.specifier))
      .map(each => `${source.path}: '${each.specifier}'`),
  )
}
