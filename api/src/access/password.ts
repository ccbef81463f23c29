import { hash, verify } from '@node-rs/argon2'
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'

/** argon2id, OWASP's first choice of parameters: 19 MiB, 2 passes, 1 lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** NIST SP 800-63B: long enough, not one that attackers try first, no rules of composition, no forced change. */
export const minimumPasswordLength = 12
export const maximumPasswordLength = 256

/** zxcvbn's estimate, 0…4: below 3 an offline attacker needs less than 10^8 guesses. */
const minimumScore = 3

/** One password is one password however a keyboard composes its characters. */
const normalised = (password: string) => password.normalize('NFKC')

export function hashPassword(password: string): Promise<string> {
  return hash(normalised(password), cost)
}

/** Takes as long for an account that does not exist as for one that does. */
export async function verifyPassword(
  passwordHash: string | null | undefined,
  password: string,
): Promise<boolean> {
  nobody ??= hashPassword('nobody signs in with this one')
  // made for both kinds: else the first unknown account of a process would take twice as long
  const standIn = await nobody
  const matches = await verify(passwordHash ?? standIn, normalised(password))
  return matches && passwordHash !== undefined && passwordHash !== null
}
let nobody: Promise<string> | undefined

export type PasswordFault = 'too-short' | 'too-long' | 'too-common'

/** What is wrong with a new password; null when it may be used. `about`: words that belong to the person or the place. */
export function passwordFault(password: string, about: readonly string[]): PasswordFault | null {
  const text = normalised(password)
  const length = [...text].length
  if (length < minimumPasswordLength) return 'too-short'
  if (length > maximumPasswordLength) return 'too-long'
  estimator ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
  const { score } = estimator.check(without(text.toLowerCase(), ['jingwei', '经纬', ...about]))
  return score < minimumScore ? 'too-common' : null
}
let estimator: ZxcvbnFactory | undefined

/** What is left to guess for somebody who knows the person and the place. */
function without(text: string, words: readonly string[]): string {
  return words
    .map(word => normalised(word).toLowerCase())
    .filter(word => word.length >= 2)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, word) => rest.replaceAll(word, ' '), text)
}
