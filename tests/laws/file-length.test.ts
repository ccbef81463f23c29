import { expect, test } from 'vitest'
import { isTest, repository, type Source } from './sources.ts'

/** Lines. The tail of the lengths, not their median, separates a readable house from the rest. */
const longest = { source: 400, test: 600 }
/** Nine files of ten stay below this. */
const p90 = 250

test('no file is longer than a reader can hold', () => {
  expect(tooLong(repository())).toEqual([])
})

test('nine of ten source files are short', () => {
  const lengths = repository()
    .filter(source => measured.test(source.path) && !isTest(source) && !isData(source))
    .map(lines)
    .sort((a, b) => a - b)
  expect(lengths[Math.floor(lengths.length * 0.9)] ?? 0).toBeLessThanOrEqual(p90)
})

test('one line over the limit is found', () => {
  const of = (path: string, count: number) => ({ path, text: 'x\n'.repeat(count) })
  expect(tooLong([of('api/src/a.ts', 400), of('api/src/a.test.ts', 600)])).toEqual([])
  expect(tooLong([of('api/src/a.ts', 401)])).toEqual(['api/src/a.ts: 401 lines, at most 400'])
  expect(tooLong([of('api/src/a.pg.test.ts', 601)])).toHaveLength(1)
  expect(tooLong([of('web/src/base.css', 401)])).toHaveLength(1)
  expect(tooLong([of('web/src/grids/messages.zh.ts', 900)])).toEqual([])
})

const measured = /\.(ts|tsx|mjs|css|sql)$/

function tooLong(sources: readonly Source[]): string[] {
  return sources
    .filter(source => measured.test(source.path) && !isData(source))
    .flatMap(source => {
      const limit = isTest(source) ? longest.test : longest.source
      return lines(source) > limit ? [`${source.path}: ${lines(source)} lines, at most ${limit}`] : []
    })
}

/** Tables of words and names are as long as the world they list. */
function isData(source: Source): boolean {
  return /\.(zh|en)\.ts$/.test(source.path) || /^geodata\/(huainan|sources)\//.test(source.path)
}

function lines(source: Source): number {
  return source.text.replace(/\n$/, '').split('\n').length
}
