import { dayAfter, dayOf, startOfDay } from '../city/city-day.ts'
import type { Version } from './versions.api.ts'

type Dated = Pick<Version, 'version' | 'effectiveAt'>

/** The version in force at a moment, out of all, newest first; undefined before the first. */
export function versionAt<V extends Dated>(versions: readonly V[], at: string): V | undefined {
  return versions.find(({ effectiveAt }) => Date.parse(effectiveAt) <= Date.parse(at))
}

/** The moment at which a version is looked at; undefined, which is now, for the newest. */
export function momentOf(versions: readonly Dated[], version: number): string | undefined {
  const found = versions.findIndex(each => each.version === version)
  return found <= 0 ? undefined : versions[found]?.effectiveAt
}

/** The last moment of a day, so that what came into force on it is seen; undefined, which is now, from today on. */
export function endOfDay(day: string, today: string, timeZone: string): string | undefined {
  if (day >= today) return undefined
  return new Date(Date.parse(startOfDay(dayAfter(day, 1), timeZone)) - 1).toISOString()
}

const dayMs = 86_400_000

/** The days from a first one until today, by their numbers. */
export class Days {
  readonly #first: string
  readonly #timeZone: string
  readonly today: string

  constructor(firstInstant: string, now: Date, timeZone: string) {
    this.#first = dayOf(firstInstant, timeZone)
    this.#timeZone = timeZone
    this.today = dayOf(now, timeZone)
  }

  get last(): number {
    return between(this.#first, this.today)
  }

  numberOf(at: string | undefined): number {
    if (at === undefined) return this.last
    return Math.min(Math.max(between(this.#first, dayOf(at, this.#timeZone)), 0), this.last)
  }

  day(number: number): string {
    return dayAfter(this.#first, number)
  }

  moment(number: number): string | undefined {
    return endOfDay(this.day(number), this.today, this.#timeZone)
  }
}

function between(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
}
