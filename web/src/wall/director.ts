import type { LiveEvent } from '@jingwei/api/events/contract.ts'
import { pinnedShot, type Shot } from './shots.ts'
import type { Remote } from './wall.api.ts'

/** How long a serious case holds the wall, and how long the wall rests before the next one. */
const seriousMs = 18_000
const restMs = 12_000
/** More than these do not wait for their turn: the newest are shown, the others are counted. */
const mostWaiting = 3
/** What is older when it is told (after a night's sleep of the machine) interrupts nothing. */
const newsMs = 5 * 60_000

export interface Shown {
  readonly shot: Shot
  /** How far it is through its time, 0 … 1; 0 while it is held. */
  readonly progress: number
  readonly isPinned: boolean
  readonly serious: LiveEvent | null
  /** Serious cases that wait, or were passed over while one was shown. */
  readonly waiting: number
}

/** Decides what the wall shows: a round of shots, what the remote says, and serious cases that come in between. Knows no clock of its own. */
export class Director {
  #shots: readonly Shot[]
  #at = 0
  #since: number
  #skips: number | null = null
  #remote: Pick<Remote, 'pinned' | 'skips'> | null = null
  #serious: { readonly step: LiveEvent; readonly from: number; readonly until: number } | null = null
  #restUntil = 0
  #queue: LiveEvent[] = []
  #passedOver = 0

  constructor(shots: readonly Shot[], now: number) {
    this.#shots = shots
    this.#since = now
  }

  /** A new round; the shot that is on stays where it is in both. */
  setShots(shots: readonly Shot[], now: number): void {
    const key = this.#shots[this.#at]?.key
    const found = shots.findIndex(shot => shot.key === key)
    this.#shots = shots
    if (found < 0) this.#since = now
    this.#at = Math.max(0, found)
  }

  setRemote(remote: Pick<Remote, 'pinned' | 'skips'>, now: number): void {
    if (this.#skips !== null && remote.skips !== this.#skips) {
      this.#serious = null
      this.#next(now)
    }
    // where it was held it goes on
    if (this.#remote?.pinned && remote.pinned === null) this.#since = now
    this.#skips = remote.skips
    this.#remote = remote
  }

  /** A serious case has come in, or has become serious. */
  interrupt(step: LiveEvent, now: number): void {
    if (now - Date.parse(step.at) > newsMs) return
    this.#queue = [...this.#queue.filter(each => each.id !== step.id), step]
    while (this.#queue.length > mostWaiting) {
      this.#queue.shift()
      this.#passedOver++
    }
  }

  shown(now: number): Shown {
    this.#turn(now)
    const pinned = pinnedShot(this.#shots, this.#remote?.pinned ?? null)
    if (pinned >= 0) this.#at = pinned
    const shot = this.#shots[this.#at] ?? (this.#shots[0] as Shot)
    return {
      shot,
      progress: pinned >= 0 ? 0 : Math.min(1, Math.max(0, (now - this.#since) / (shot.seconds * 1000))),
      isPinned: pinned >= 0,
      serious: this.#serious?.step ?? null,
      waiting: this.#queue.length + this.#passedOver,
    }
  }

  #turn(now: number): void {
    // a clock that was set back holds nothing up
    if (now < this.#since) this.#since = now
    const { from = now, until = now } = this.#serious ?? {}
    if (this.#serious !== null && (now >= until || now < from)) {
      this.#serious = null
      this.#passedOver = 0
      this.#restUntil = now + restMs
      // the shot that was interrupted has the time that it had: where much is serious the round still goes on
      this.#since += now - from
    }
    if (now < this.#restUntil - restMs) this.#restUntil = now
    if (this.#serious === null && now >= this.#restUntil) {
      const step = this.#queue.pop()
      if (step !== undefined) this.#serious = { step, from: now, until: now + seriousMs }
    }
    const shot = this.#shots[this.#at]
    // a scene that has nothing to show holds nothing
    const isHeld = this.#serious !== null || pinnedShot(this.#shots, this.#remote?.pinned ?? null) >= 0
    if (!isHeld && shot !== undefined && now - this.#since >= shot.seconds * 1000) this.#next(now)
  }

  #next(now: number): void {
    this.#at = (this.#at + 1) % this.#shots.length
    this.#since = now
  }
}
