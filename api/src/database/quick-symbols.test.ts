import type { PGlite } from '@electric-sql/pglite'
import { expect, test } from 'vitest'
import { quickSymbols } from './quick-symbols.ts'

test('the names of a library are listed once, however many are looked up, and nobody else’s lists are kept', async () => {
  const library = { st_area: 1, st_covers: 2 }
  const lists: string[][] = []
  const look = await lookUpWith(() => {
    lists.push(Object.keys(library))
    return lists.length
  })
  expect([look(1, 2, 3), look(1, 2, 3)]).toEqual([1, 2])
  expect(lists[1]).toBe(lists[0])

  Object.assign(library, { st_later: 3 })
  expect(Object.keys(library)).toHaveLength(3)
})

test('a name that cannot be looked up leaves everything as it was', async () => {
  const list = Object.keys
  const look = await lookUpWith(() => {
    throw new Error('no such library')
  })
  expect(() => look(1, 2, 3)).toThrow('no such library')
  expect(Object.keys).toBe(list)
})

type LookUp = (library: number, name: number, place: number) => number

/** What PGlite's own way of looking up becomes. */
async function lookUpWith(_dlsym_js: LookUp): Promise<LookUp> {
  const imports = { env: { _dlsym_js } }
  const { emscriptenOpts } = await quickSymbols.setup({} as PGlite, { instantiateWasm: () => {} })
  emscriptenOpts.instantiateWasm(imports)
  return imports.env._dlsym_js
}
