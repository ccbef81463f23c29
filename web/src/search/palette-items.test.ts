import { expect, test } from 'vitest'
import { hitsByKind, matchingCommands } from './palette-items.ts'
import { readPicks, withPick } from './recent-picks.ts'
import type { SearchHit } from './search.api.ts'

const hit = (kind: SearchHit['kind'], key: string): SearchHit => ({
  kind,
  key,
  title: { zh: key },
  context: null,
  lon: null,
  lat: null,
  level: null,
})
const run = () => {}

test('a command is found by its words, the other language and initials, all words at once', () => {
  const commands = [
    { id: 'report', text: '上报案件', keywords: 'Report an incident sbaj', run },
    { id: 'heat', text: '显示图层：案件热力', keywords: 'Show layer: Incident heat', run },
  ]
  const found = (typed: string) => matchingCommands(commands, typed).map(one => one.id)
  expect(found('SBAJ')).toEqual(['report'])
  expect(found('layer  heat')).toEqual(['heat'])
  expect(found('案件')).toEqual(['report', 'heat'])
  expect(found('')).toEqual(['report', 'heat'])
  expect(found('zzz')).toEqual([])
})

test('hits stay in the server’s order within and among kinds', () => {
  const groups = hitsByKind([hit('center', 'a'), hit('grid', 'b'), hit('center', 'c')])
  expect(groups.map(group => [group.kind, group.hits.map(one => one.key)])).toEqual([
    ['center', ['a', 'c']],
    ['grid', ['b']],
  ])
})

test('recent picks are few, newest first, each once', () => {
  let picks: SearchHit[] = []
  for (const key of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'b']) picks = withPick(picks, hit('grid', key))
  expect(picks.map(pick => pick.key)).toEqual(['b', 'g', 'f', 'e', 'd', 'c'])
  expect(readPicks(JSON.stringify(picks))).toEqual(picks)
  expect(readPicks('[{"kind":"spy"}]')).toEqual([])
  expect(readPicks('{')).toEqual([])
})
