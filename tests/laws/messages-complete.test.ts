import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { allPaths, root } from './sources.ts'

const chinese = allPaths().filter(path => /^web\/src\/.*\.zh\.ts$/.test(path))

test.each(chinese)('%s has its English twin, word for word', async path => {
  const twin = path.replace(/\.zh\.ts$/, '.en.ts')
  const [zh, en] = await Promise.all([load(path), load(twin)])
  expect(missing(zh, en)).toEqual([])
})

test('no English words without Chinese ones', () => {
  const alone = allPaths().filter(
    path => /^web\/src\/.*\.en\.ts$/.test(path) && !chinese.includes(path.replace(/\.en\.ts$/, '.zh.ts')),
  )
  expect(alone).toEqual([])
})

test('an absent, an empty, an untranslated word and another shape are found', () => {
  const zh = { a: '甲', b: '乙', c: '丙', d: { e: '戊' }, f: (n: number) => `${n} 件`, n: '°' }
  expect(missing(zh, { a: 'A', b: 'B', c: 'C', d: { e: 'E' }, f: (n: number) => `${n}`, n: '°' })).toEqual([])
  expect(missing(zh, { a: '甲', b: '', d: 'E', f: 'F', n: '°', x: 'X' })).toEqual([
    'a: untranslated',
    'b: empty',
    'c: missing in English',
    'd: another shape',
    'f: another shape',
    'x: missing in Chinese',
  ])
})

function load(path: string): Promise<Record<string, unknown>> {
  return import(pathToFileURL(join(root, path)).href)
}

/** Both files export the same names with the same shape; names of the exports themselves end in their language. */
function missing(zh: object, en: object, at = ''): string[] {
  const left = byKey(zh)
  const right = byKey(en)
  return [...new Set([...left.keys(), ...right.keys()])].sort().flatMap(key => {
    const path = at + key
    const a = left.get(key)
    const b = right.get(key)
    if (b === undefined) return [`${path}: missing in English`]
    if (a === undefined) return [`${path}: missing in Chinese`]
    if (typeof a !== typeof b) return [`${path}: another shape`]
    if (typeof a === 'object' && a && b) return missing(a, b, `${path}.`)
    if (a === '' || b === '') return [`${path}: empty`]
    if (a === b && /\p{Script=Han}/u.test(String(a)) && typeof a === 'string')
      return [`${path}: untranslated`]
    return []
  })
}

function byKey(messages: object): Map<string, unknown> {
  return new Map(
    Object.entries(messages).map(([key, value]) => [key.replace(/(?<=.)(Zh|En)$|^(zh|en)$/, ''), value]),
  )
}
