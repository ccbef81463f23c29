import { expect, test } from 'vitest'
import { repository } from './sources.ts'

const row = /^\| (.+) \| `([^`]+)` · (.+) \|$/

test('every nasty input names a test that is there', () => {
  const sources = new Map(repository().map(({ path, text }) => [path, text]))
  const lines = (sources.get('docs/nasty-inputs.md') ?? '').split('\n').filter(line => line.startsWith('| '))
  const rows = lines.slice(1).map(line => row.exec(line) ?? [line, '', '', ''])
  const untrue = rows.filter(([, , file = '', title = '']) => {
    const text = sources.get(file)?.replaceAll("\\'", "'") ?? ''
    return title === '' || !text.includes(title)
  })
  expect(untrue.map(([line]) => line)).toEqual([])
  expect(rows.length).toBeGreaterThan(40)
})
