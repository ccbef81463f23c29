import { expect, test } from 'vitest'
import { listOfView, readSavedLists, viewOfList } from './saved-lists.ts'

const lists = readSavedLists(
  JSON.stringify([
    { name: '北区垃圾', filter: { within: 'G1', class: 'E01', q: '垃圾' } },
    { name: '全部', filter: {} },
  ]),
)
const [north, all] = lists

test('a saved list is shown by its filters and no others, and known again by them', () => {
  const view = north && viewOfList(north)
  expect(view).toMatchObject({ within: 'G1', class: 'E01', q: '垃圾', status: undefined, due: undefined })
  expect(listOfView(lists, { within: 'G1', class: 'E01', q: '垃圾', incident: 7 })).toBe(north)
  expect(listOfView(lists, { within: 'G1', class: 'E01', q: '垃圾', due: 'overdue' })).toBeUndefined()
  expect(listOfView(lists, { panel: 'incidents' })).toBe(all)
})

test('a list cannot bring along anything that is no filter', () => {
  expect(viewOfList({ name: 'x', filter: { panel: 'report', theme: 'wall', q: 'a' } })).not.toHaveProperty(
    'panel',
  )
})

test.each([null, '', '{', '{}', '[{"name":""}]', '[{"name":"a","filter":{"q":1}}]'])(
  'what is stored as %j is no list',
  text => {
    expect(readSavedLists(text)).toEqual([])
  },
)
