/** Frames longer than this, in milliseconds, are seen one by one. */
const jerkMs = 40
/** Frames shorter than this keep up with a screen of 60 Hz. */
const easyMs = 18
/** As many frames in a row are judged; the middle one speaks for them, so that a single stop says nothing. */
const judged = 5
/** A machine that was slow, perhaps with something else, is tried again so many times. */
const retries = 3

/** Whether this machine draws moving pictures too slowly, by the frames of its movements. */
export class FramePace {
  #last: number[] = []
  #isSlow = false
  #retries = retries

  /** How long a frame of a movement took, in milliseconds. */
  note(frameMs: number): void {
    this.#last.push(frameMs)
    if (this.#last.length < judged) return
    const middle = this.#last.toSorted((a, b) => a - b)[judged >> 1] ?? 0
    this.#last = []
    if (!this.#isSlow) this.#isSlow = middle > jerkMs
    else if (middle < easyMs && this.#retries > 0) {
      this.#isSlow = false
      this.#retries--
    }
  }

  get isSlow(): boolean {
    return this.#isSlow
  }
}
