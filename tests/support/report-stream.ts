import { randomBytes } from 'node:crypto'
import { City } from '@jingwei/api/city/contract.ts'

/** A refusal: its problem's code (or `no-answer`), and how long it took to come. */
export interface Refusal {
  readonly code: string
  readonly milliseconds: number
  readonly at: number
}

export interface ReportStreamOptions {
  readonly senders: number
  /** Ends by itself after so many; else when it is told to. */
  readonly total?: number
  /** Each sender waits so long between two reports. */
  readonly restMilliseconds?: number
}

/** As long as a person would wait. */
const patienceMs = 30_000
const againMs = 100
const untilMs = 240_000

/**
 * People who report: each one sends until the report is confirmed, with the same key, however often it is refused or nobody answers.
 * What was confirmed is kept here, to be compared with what is there afterwards.
 */
export class ReportStream {
  /** Report number → incident id, as confirmed by an answer. */
  readonly confirmed = new Map<number, number>()
  readonly refusals: Refusal[] = []
  /** When each confirmation came, in order, and how long it took. */
  readonly confirmedAt: number[] = []
  readonly confirmMilliseconds: number[] = []
  readonly #url: string
  readonly #city: City
  readonly #mark = `drill-${randomBytes(4).toString('hex')}`
  readonly #options: ReportStreamOptions
  #next = 0
  #stopped = false
  /** Settles when all have been confirmed, or it was stopped and nothing is on its way. */
  readonly done: Promise<void>

  private constructor(url: string, city: City, options: ReportStreamOptions) {
    this.#url = url
    this.#city = city
    this.#options = options
    this.done = Promise.all(Array.from({ length: options.senders }, () => this.#send())).then(() => {})
    // Told to whoever waits for it.
    this.done.catch(() => {})
  }

  static async begin(url: string, options: ReportStreamOptions): Promise<ReportStream> {
    const city = City.parse(await (await fetch(`${url}/api/city`)).json())
    return new ReportStream(url, city, options)
  }

  /** Nobody begins another report; those on their way are sent until they are confirmed. */
  stop(): Promise<void> {
    this.#stopped = true
    return this.done
  }

  /** Settles when so many are confirmed; rejects when that does not happen any more. */
  async until(count: number): Promise<void> {
    const deadline = Date.now() + untilMs
    while (this.confirmed.size < count) {
      if (Date.now() > deadline)
        throw new Error(`${this.confirmed.size} of ${count} reports confirmed in time`)
      await Promise.race([pause(20), this.done])
    }
  }

  /** What became of the confirmed ones. Throws when the console does not answer. */
  async compare(): Promise<{ kept: number; lost: number; doubled: number }> {
    const kept = await this.#kept()
    const lost = [...this.confirmed].filter(([n, id]) => kept.get(id) !== this.#title(n)).length
    return { kept: kept.size, lost, doubled: kept.size - new Set(kept.values()).size }
  }

  async #send() {
    for (let n = this.#next++; n < (this.#options.total ?? Number.POSITIVE_INFINITY); n = this.#next++) {
      if (this.#stopped) return
      for (let id: number | null = null; id === null; ) {
        id = await this.#report(n)
        if (id === null) await pause(againMs)
        else {
          this.confirmed.set(n, id)
          this.confirmedAt.push(Date.now())
        }
      }
      const rest = this.#options.restMilliseconds
      if (rest !== undefined) await pause(rest)
    }
  }

  /** The incident's id, or null when no confirmation came. Throws when the report itself is refused: the drill is wrong then. */
  async #report(n: number): Promise<number | null> {
    const began = Date.now()
    let code = 'no-answer'
    try {
      const answer = await fetch(`${this.#url}/api/incidents`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(this.#body(n)),
        signal: AbortSignal.timeout(patienceMs),
      })
      const said = (await answer.json()) as { id: number; code: string }
      if (answer.ok) {
        this.confirmMilliseconds.push(Date.now() - began)
        return said.id
      }
      code = said.code
      if (answer.status < 500) return Promise.reject(new Error(`report ${n} was refused: ${code}`))
    } catch {
      // Nobody there, or cut off in the middle: unknown whether it was kept.
    }
    this.refusals.push({ code, milliseconds: Date.now() - began, at: began })
    return null
  }

  #body(n: number) {
    const [west, south, east, north] = this.#city.bounds
    return {
      lon: west + ((n * 0.618_033_988_75) % 1) * (east - west),
      lat: south + ((n * 0.754_877_666_2) % 1) * (north - south),
      classCode: this.#city.classes[n % this.#city.classes.length]?.code,
      title: this.#title(n),
      idempotencyKey: this.#title(n),
    }
  }

  #title(n: number): string {
    return `${this.#mark} ${n}`
  }

  /** Title by id of everything that this stream reported. */
  async #kept(): Promise<Map<number, string>> {
    const kept = new Map<number, string>()
    for (let cursor: string | null = ''; cursor !== null; ) {
      const after: string = cursor && `&cursor=${encodeURIComponent(cursor)}`
      const answer = await fetch(`${this.#url}/api/incidents?limit=500&q=${this.#mark}${after}`)
      if (!answer.ok) throw new Error(`the list answered ${answer.status} ${await answer.text()}`)
      const page = (await answer.json()) as {
        incidents: { id: number; title: string }[]
        next: string | null
      }
      for (const { id, title } of page.incidents) kept.set(id, title)
      cursor = page.next
    }
    return kept
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(done => setTimeout(done, milliseconds))
}
