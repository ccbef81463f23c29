import type { Health } from './contract.ts'

export type Step = Health['step']

/** What the start is doing now. One per process; `health/routes.ts` reads it, the console prints it. */
export class Startup {
  readonly began = Date.now()
  step: Step = 'connecting'
  /** How far the step is, 0…1. */
  progress = 0
  /** Aborted when the program is asked to stop while it still loads. */
  readonly #stopping = new AbortController()
  /** From here on requests are answered, although something may still be loading. */
  usable = false
  /** Settles when it becomes usable. */
  readonly opened: Promise<void>
  #settle: () => void = () => {}
  readonly #listeners: ((step: Step, progress: number) => void)[] = []

  constructor() {
    this.opened = new Promise(resolve => {
      this.#settle = resolve
    })
  }

  open(): void {
    this.usable = true
    this.#settle()
  }

  get stopping(): AbortSignal {
    return this.#stopping.signal
  }

  stop(): void {
    this.#stopping.abort()
  }

  report(step: Step, progress = 0): void {
    this.step = step
    this.progress = progress
    for (const listener of this.#listeners) listener(step, progress)
  }

  onReport(listener: (step: Step, progress: number) => void): void {
    this.#listeners.push(listener)
  }
}
