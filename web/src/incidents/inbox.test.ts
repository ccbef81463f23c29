import { expect, test } from 'vitest'
import { inboxesOf, inboxOfView } from './inbox.ts'

const keysOf = (role: string, grid: string | null) => inboxesOf({ role, grid }).map(inbox => inbox.key)

test('everybody sees the lists that are theirs', () => {
  expect(keysOf('visitor', null)).toEqual(['all', 'overdue', 'check', 'outside'])
  expect(keysOf('worker', 'G1')).toEqual(['all', 'mine', 'grid', 'overdue', 'check', 'outside'])
  expect(keysOf('commander', null)).toEqual(['all', 'overdue', 'check', 'asked', 'outside'])
})

test('the address alone says which list is shown', () => {
  const inboxes = inboxesOf({ role: 'lead', grid: 'G1' })
  for (const { key, filter } of inboxes)
    expect(inboxOfView(inboxes, JSON.parse(JSON.stringify(filter)))).toBe(key)
  expect(inboxOfView(inboxes, { within: 'G2' })).toBeUndefined()
  expect(inboxOfView(inboxes, { due: 'overdue', q: '井盖' })).toBeUndefined()
})
