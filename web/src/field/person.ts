import { z } from 'zod'

const storageKey = 'jingwei.field.person'

/** Who used this phone last: named when that person's session has ended. */
const Person = z.object({ account: z.string(), name: z.string() })
export type Person = z.infer<typeof Person>

export function readPerson(): Person | null {
  try {
    return Person.parse(JSON.parse(localStorage.getItem(storageKey) ?? 'null'))
  } catch {
    return null
  }
}

export function rememberPerson(person: Person): void {
  localStorage.setItem(storageKey, JSON.stringify(person))
}

export function forgetPerson(): void {
  localStorage.removeItem(storageKey)
}
