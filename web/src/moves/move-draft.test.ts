import { describe, expect, test } from 'vitest'
import { fieldsOf, type MoveDraft, moveOf, readMoveDraft } from './move-draft.ts'
import { arranged, moveKeys } from './move-keys.ts'

const draft: MoveDraft = {
  verb: 'dispatch',
  rev: 3,
  note: '',
  assignee: null,
  kind: 'extension',
  amount: '',
  score: 5,
}

describe('a step being prepared', () => {
  test('asks for what the contract of its verb asks for', () => {
    expect(fieldsOf('take')).toEqual({ assignee: false, kind: false, score: false, needsNote: false })
    expect(fieldsOf('reassign')).toEqual({ assignee: true, kind: false, score: false, needsNote: true })
    expect(fieldsOf('request')).toEqual({ assignee: false, kind: true, score: false, needsNote: true })
    expect(fieldsOf('evaluate')).toEqual({ assignee: false, kind: false, score: true, needsNote: false })
  })

  test('says what is missing, in the order of the form', () => {
    expect(moveOf(draft)).toEqual({ missing: ['assignee'] })
    expect(moveOf({ ...draft, verb: 'reassign', note: '  ' })).toEqual({ missing: ['assignee', 'note'] })
    expect(moveOf({ ...draft, verb: 'request' })).toEqual({ missing: ['amount', 'note'] })
    expect(moveOf({ ...draft, verb: 'request', note: 'x', amount: '-1' })).toEqual({ missing: ['amount'] })
  })

  test('sends its own fields and no others', () => {
    const assignee = { kind: 'post', id: 7 } as const
    expect(moveOf({ ...draft, assignee })).toEqual({ input: { rev: 3, assignee } })
    expect(moveOf({ ...draft, verb: 'take', assignee, amount: '4' })).toEqual({ input: { rev: 3 } })
    expect(moveOf({ ...draft, verb: 'request', note: ' 等件 ', amount: '1.5' })).toEqual({
      input: { rev: 3, kind: 'extension', amount: 1.5, note: '等件' },
    })
    expect(moveOf({ ...draft, verb: 'request', kind: 'return', note: 'x', amount: '4' })).toEqual({
      input: { rev: 3, kind: 'return', note: 'x' },
    })
    expect(moveOf({ ...draft, verb: 'evaluate' })).toEqual({ input: { rev: 3, score: 5 } })
  })

  test('is read back as it was kept; what cannot be read is no draft', () => {
    expect(readMoveDraft(JSON.stringify(draft))).toEqual(draft)
    for (const text of [null, '', '{', '{"verb":"explode"}', JSON.stringify({ ...draft, rev: '3' })])
      expect(readMoveDraft(text)).toBeNull()
  })
})

describe('buttons and letters', () => {
  test('every move of the bar has a letter of its own that nothing else uses', () => {
    const letters = Object.values(moveKeys)
    expect(new Set([...letters, 'r', 'h', 't', 'i', 'j', 'k', '/']).size).toBe(letters.length + 7)
  })

  test('what usually comes next stands first, an answer before everything', () => {
    expect(arranged(['dispatch', 'void', 'comment'])).toEqual({ next: 'dispatch', rest: ['void', 'comment'] })
    expect(arranged(['take', 'approve', 'refuse'])).toEqual({ next: 'approve', rest: ['take', 'refuse'] })
    expect(arranged(['comment'])).toEqual({ next: undefined, rest: ['comment'] })
  })
})
