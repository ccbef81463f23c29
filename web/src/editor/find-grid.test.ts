import { expect, test } from 'vitest'
import { gridsNamed } from './find-grid.tsx'
import { TestEditor } from './test-editor.ts'

const codes = (typed: string) => gridsNamed(new TestEditor().editor, typed).map(({ code }) => code)

test('a grid is found by name or code in any case, the largest level first', () => {
  expect(codes('C0')).toEqual(['c00', 'c01'])
  expect(codes('00')).toEqual(['c00', 'b00'])
  expect(codes(' b12 ')).toEqual(['b12'])
})

test('what begins so comes before what contains it, and more than eight are not listed', () => {
  expect(codes('0')).toHaveLength(8)
  expect(codes('b')).toHaveLength(8)
  expect(codes('')).toEqual([])
  expect(codes('nowhere')).toEqual([])
})
