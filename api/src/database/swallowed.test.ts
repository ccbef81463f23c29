import { expect, test } from 'vitest'
import { isStep, isSwallowed, raiseError } from './swallowed.ts'

/** Messages of PostgreSQL with these letters, each with something in it. */
const said = (letters: string) =>
  Buffer.concat([...letters].map(letter => Buffer.from([letter.charCodeAt(0), 0, 0, 0, 6, 1, 2])))
const asked = (letter: string) => Buffer.from([letter.charCodeAt(0), 0, 0, 0, 4])

test.each([
  ['P', '1'],
  ['D', 'tT'],
  ['D', 'tn'],
  ['B', '2'],
  ['B', 'E'],
  ['E', 'DDC'],
  ['E', 'NC'],
  ['E', 'DDs'],
  ['E', 'I'],
  ['Q', 'TDCTDCZ'],
  ['Q', 'TDCEZ'],
  ['S', 'Z'],
  ['H', ''],
  ['C', '3'],
])('%s that is answered by %s has its end', (letter, letters) => {
  expect(isSwallowed(asked(letter), said(letters))).toBe(false)
})

test.each([
  ['P', ''],
  ['D', 't'],
  ['B', ''],
  ['B', 'N'],
  ['E', ''],
  ['E', 'DD'],
  ['Q', 'TDCTDZ'],
  ['Q', 'NZ'],
  ['Q', 'TDC'],
])('%s that is answered by %s alone was swallowed', (letter, letters) => {
  expect(isSwallowed(asked(letter), said(letters))).toBe(true)
})

test('a connection that begins is no step of one that ended', () => {
  expect(['P', 'B', 'D', 'E', 'C', 'H'].filter(letter => !isStep(letter))).toEqual([])
  expect(['S', 'Q', 'X', '\0'].filter(isStep)).toEqual([])
})

test('the query that fails says its own length', () => {
  const query = Buffer.from(raiseError)
  expect(query.readInt32BE(1)).toBe(query.length - 1)
  expect(query.at(-1)).toBe(0)
})
