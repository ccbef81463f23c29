import { expect, test } from 'vitest'
import { Answer } from './early-ready.ts'

const ready = Buffer.from([0x5a, 0, 0, 0, 5, 0x49])
const error = Buffer.from([0x45, 0, 0, 0, 6, 0x53, 0])
const complete = Buffer.from([0x43, 0, 0, 0, 13, ...Buffer.from('SELECT 1\0')])

function answered(letter: string, ...parts: Buffer[]): Buffer {
  const answer = new Answer(Buffer.from(letter))
  for (const part of parts) answer.add(part)
  return answer.end()
}

test('an error of a statement in steps is told without being ready, however it is cut up', () => {
  for (const letter of ['P', 'B', 'D', 'E']) {
    expect(answered(letter, error, ready)).toEqual(error)
    expect(answered(letter, Buffer.concat([error, ready.subarray(0, 2)]), ready.subarray(2))).toEqual(error)
  }
})

test('what else is answered stays as it is', () => {
  expect(answered('S', ready)).toEqual(ready)
  expect(answered('Q', error, ready)).toEqual(Buffer.concat([error, ready]))
  expect(answered('\0', ready)).toEqual(ready)
  expect(answered('E', complete)).toEqual(complete)
  expect(answered('H')).toEqual(Buffer.alloc(0))
})

test('the memory of a part is free at once', () => {
  const part = Buffer.from(complete)
  const answer = new Answer(Buffer.from('E'))
  answer.add(part)
  part.fill(0)
  expect(answer.end()).toEqual(complete)
})
