import { NewIncident } from '@jingwei/api/incidents/contract.ts'
import { describe, expect, test } from 'vitest'
import {
  type Draft,
  emptyDraft,
  isBlank,
  missingOf,
  newKey,
  phoneFits,
  readDraft,
  reportOf,
} from './report-draft.ts'

const place = { lon: 117, lat: 32.63 }
const full: Draft = {
  ...emptyDraft(),
  classCode: 'E0101',
  title: ' 路灯 <b>不亮</b> 😀 ',
  text: '\n',
  name: '',
  phone: ' 0554-1234567 ',
}

describe('a draft', () => {
  test('comes back from storage as it was', () => {
    expect(readDraft(JSON.stringify(full))).toEqual(full)
  })

  test.each([null, '', '{', '[]', '{"key":"x"}', 'null'])('is empty when storage holds %j', stored => {
    expect(isBlank(readDraft(stored))).toBe(true)
    expect(readDraft(stored).key).toHaveLength(32)
  })

  test('says what is missing, in the order of the form', () => {
    expect(missingOf(emptyDraft(), 'pick')).toEqual(['place', 'class', 'title'])
    expect(missingOf({ ...full, phone: 'abc' }, place)).toEqual(['phone'])
    expect(missingOf({ ...full, title: ' \n' }, place)).toEqual(['title'])
    expect(missingOf({ ...full, grid: '340403008' }, 'pick')).toEqual([])
  })

  test('becomes a report that the API accepts, without what was left blank', () => {
    const report = reportOf(full, place)
    expect(NewIncident.safeParse(report).success).toBe(true)
    expect(report).toEqual({
      lon: 117,
      lat: 32.63,
      datum: 'wgs84',
      classCode: 'E0101',
      title: '路灯 <b>不亮</b> 😀',
      reporter: { phone: '0554-1234567' },
      idempotencyKey: full.key,
    })
  })

  test('a place on the map wins over a grid', () => {
    const draft = { ...full, grid: '340403008' }
    expect(reportOf(draft, place)).not.toHaveProperty('grid')
    expect(reportOf(draft, 'pick')).toMatchObject({ grid: '340403008' })
    expect(NewIncident.safeParse(reportOf(draft, 'pick')).success).toBe(true)
  })

  test('keeps its key until it is discarded', () => {
    expect(reportOf(full, place).idempotencyKey).toBe(reportOf({ ...full, title: 'b' }, place).idempotencyKey)
    expect(newKey()).not.toBe(newKey())
  })

  test('accepts phones as people write them', () => {
    expect(['', '13800000000', '+86 (554) 123-4567'].every(phoneFits)).toBe(true)
    expect(['1', 'call me', '1'.repeat(25)].some(phoneFits)).toBe(false)
  })
})
