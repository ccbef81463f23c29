import type { City } from '@jingwei/api/city/contract.ts'
import type { LiveEvent } from '@jingwei/api/events/contract.ts'

/** Classes whose limit runs by the clock, not by working time: what cannot wait for the morning. */
export function urgentClasses(city: Pick<City, 'classes'> | undefined): ReadonlySet<string> {
  return new Set(
    city?.classes
      .filter(({ limits }) => limits.some(({ unit }) => unit === 'urgent-hours'))
      .map(({ code }) => code),
  )
}

/** A new case of an urgent class, and a case that was taken up a level. */
export function isSerious({ verb, classCode }: LiveEvent, urgent: ReadonlySet<string>): boolean {
  return verb === 'escalate' || (verb === 'report' && urgent.has(classCode))
}
