import { expect, test } from 'vitest'
import { digitsOf } from './find-person.ts'

test.each([
  ['13999990000', '13999990000'],
  ['+86 139-9999-0000', '13999990000'],
  ['0086 13999990000', '13999990000'],
  ['0554-6640000', '05546640000'],
  // a number that only begins like the country
  ['86139999', '86139999'],
])('%s is the number %s', (typed, digits) => {
  expect(digitsOf(typed)).toBe(digits)
})
