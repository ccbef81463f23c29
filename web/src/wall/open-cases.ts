import type { LiveEvent } from '@jingwei/api/events/contract.ts'
import { openStatuses } from '@jingwei/api/incidents/contract.ts'
import type { WallOpen } from '@jingwei/api/wall/contract.ts'

export interface OpenCase {
  readonly id: number
  readonly lon: number
  readonly lat: number
  readonly classCode: string
  readonly status: string
  readonly grid: string | null
  readonly isLate: boolean
}

/** The open cases that have a place, moved along by the steps that are told. A step that is older than the set changes nothing. */
export class OpenCases {
  #cases = new Map<number, OpenCase>()
  #seq = 0
  /** Told while the set was being asked for: the answer may not know of them. */
  #waiting: LiveEvent[] | null = null

  get size(): number {
    return this.#cases.size
  }

  get all(): readonly OpenCase[] {
    return [...this.#cases.values()]
  }

  /** From now on steps are kept for the set that is on its way. */
  expect(): void {
    this.#waiting ??= []
  }

  replace(open: WallOpen): void {
    this.#cases = new Map(
      open.rows.map(([id, lon, lat, classAt, statusAt, gridAt, late]) => [
        id,
        {
          id,
          lon,
          lat,
          classCode: open.classes[classAt] ?? '',
          status: open.statuses[statusAt] ?? 'reported',
          grid: open.grids[gridAt] ?? null,
          isLate: late === 1,
        },
      ]),
    )
    this.#seq = open.seq
    const waiting = this.#waiting ?? []
    this.#waiting = null
    for (const step of waiting) this.apply(step)
  }

  apply(step: LiveEvent): void {
    if (this.#waiting !== null) this.#waiting.push(step)
    const { id, lon, lat, classCode, status, grid } = step
    if (lon === null || lat === null || (this.#seq > 0 && step.seq <= this.#seq)) return
    if (!openStatuses.some(open => open === status)) this.#cases.delete(id)
    else {
      const isLate =
        (this.#cases.get(id)?.isLate ?? false) && (status === 'dispatched' || status === 'handling')
      this.#cases.set(id, { id, lon, lat, classCode, status, grid, isLate })
    }
  }
}
