import { createHash, randomInt } from 'node:crypto'

/** No vowels, nothing that looks like something else. */
const letters = '23456789BCDFGHJKMNPQRSTVWXYZ'
const groupLength = 4

/** A secret for people to type: five groups are 96 random bits. */
export function newReadableCode(groups: number): string {
  const group = () => Array.from({ length: groupLength }, () => letters[randomInt(letters.length)]).join('')
  return Array.from({ length: groups }, group).join('-')
}

/** What is kept of one. Case, blanks and dashes do not matter. */
export function hashReadableCode(code: string): Buffer {
  return createHash('sha256').update(code.toUpperCase().replace(/[\s-]/g, '')).digest()
}
