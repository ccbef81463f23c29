import { problems } from '@jingwei/api/problem.ts'
import { describe, expect, test } from 'vitest'
import { messages } from './messages.ts'

describe('messages', () => {
  test('zh and en have the same keys at every depth', () => {
    expect(shapeOf(messages.en)).toEqual(shapeOf(messages.zh))
  })

  test('no sentence is empty in either language', () => {
    for (const locale of ['zh', 'en'] as const)
      for (const [path, text] of sentencesOf(messages[locale]))
        expect(text.trim(), `${locale} ${path}`).not.toBe('')
  })

  test('every problem code of the API has a sentence', () => {
    for (const code of Object.keys(problems)) expect(messages.zh.problems).toHaveProperty(code)
  })

  test('Chinese sentences use Chinese punctuation', () => {
    const wrong = sentencesOf(messages.zh).filter(([, text]) => /\p{Script=Han}[,:;?!]/u.test(text))
    expect(wrong).toEqual([])
  })
})

/** The tree of keys with the kind of each leaf. */
function shapeOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([key, inner]) => [key, shapeOf(inner)]),
  )
}

/** Every sentence with its path; those with gaps are filled with a word. */
function sentencesOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function') return [[path, String(value('甲', '乙'))]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => sentencesOf(inner, `${path}.${key}`))
}
