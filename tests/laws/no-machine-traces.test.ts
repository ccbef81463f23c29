import { expect, test } from 'vitest'
import { lineOf, repository, type Source } from './sources.ts'

/** Paths of one person's machine, and registries: the reader has their own. */
const traces = [
  /(?<![\w.:/])\/(work|tmp|root|Users|home\/\w+)\//g,
  /\bregistry\.(npmjs|npmmirror|yarnpkg)\.\w+/g,
]

test('nothing in the repository knows the machine it was written on', () => {
  expect(repository().flatMap(tracesIn)).toEqual([])
})

test('the lockfile names packages by content only, never by address', () => {
  const lockfile = repository().find(source => source.path === 'pnpm-lock.yaml')
  expect(lockfile && addressesIn(lockfile)).toEqual([])
})

test('a path of a machine and a registry are found', () => {
  const home = `/${'home'}/ann/x`
  const registry = `https://registry.${'npmjs'}.org/`
  expect(tracesIn({ path: 'README.md', text: `a\nsee ${home}\n${registry}` })).toEqual([
    'README.md:2',
    'README.md:3',
  ])
  expect(tracesIn({ path: 'README.md', text: 'https://example.org/home/a and src/work/x' })).toEqual([])
})

test('an address in the lockfile is found', () => {
  const text = 'resolution: {integrity: sha512-x}\nresolution: {tarball: https://example.org/a.tgz}\n'
  expect(addressesIn({ path: 'pnpm-lock.yaml', text })).toEqual(['pnpm-lock.yaml:2'])
})

function tracesIn(source: Source): string[] {
  return traces.flatMap(trace => [...source.text.matchAll(trace)].map(match => at(source, match.index)))
}

function addressesIn(lockfile: Source): string[] {
  const address = /^.*(tarball:|https?:\/\/|git\+|git@).*$/gm
  return [...lockfile.text.matchAll(address)]
    .filter(match => !/^\s+(deprecated|funding):/.test(match[0]))
    .map(match => at(lockfile, match.index))
}

const at = (source: Source, offset: number): string => `${source.path}:${lineOf(source, offset)}`
