import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import type { WallPicture } from './contract.ts'
import { readPicture } from './read-picture.ts'
import { readUsual, type Usual } from './usual.ts'

/** Between the beginnings of two countings, however many walls ask: a second old is fresh across a room. */
const restMs = 1000
/** A picture that nobody needs newer is told again for so long. */
const freshMs = 10_000
/** What is usual changes slowly. */
const usualMs = 10 * 60_000
/** Moments of the past whose usual values are kept, for walls that replay. */
const keptUsual = 8

/** A picture ready to be sent to any number of walls. */
export interface Kept {
  readonly plain: Uint8Array<ArrayBuffer>
  readonly brotli: Uint8Array<ArrayBuffer>
  readonly seq: number
  readonly madeAt: number
}

/** The wall's picture of now, counted once for all the walls of this process, and what is usual. */
export class Pictures {
  #kept: Kept | null = null
  #making: { readonly seq: number; readonly made: Promise<Kept> } | null = null
  #beganAt = Number.NEGATIVE_INFINITY
  readonly #usual = new Map<number, Promise<Usual>>()
  readonly #told: () => number

  /** @param told the sequence number up to which the stream has told, all of it committed */
  constructor(told: () => number) {
    this.#told = told
  }

  /**
   * Every step up to `after` is counted in: whoever heard of it, heard it after it was committed.
   * @param context a new one for each counting: the time that counts is when it begins
   */
  async now(context: () => Ctx, after: number): Promise<Kept> {
    for (;;) {
      const kept = this.#kept
      if (kept !== null && kept.seq >= after && performance.now() - kept.madeAt < freshMs) return kept
      const making = this.#making
      if (making !== null && making.seq >= after) return making.made
      // one that began before the step was told may not know of it
      if (making !== null) await making.made.catch(() => undefined)
      else {
        const rest = this.#beganAt + restMs - performance.now()
        if (rest > 0) await new Promise(done => setTimeout(done, rest))
        if (this.#making === null) this.#make(context(), after)
      }
    }
  }

  /** Of a moment of the past. */
  past(ctx: Ctx, at: Date): Promise<WallPicture> {
    return readPicture(ctx, at, 0, atlas => this.#usualAt(ctx, atlas, at))
  }

  #make(ctx: Ctx, after: number): void {
    const seq = Math.max(this.#told(), after)
    this.#beganAt = performance.now()
    const made = readPicture(ctx, ctx.now, seq, atlas => this.#usualAt(ctx, atlas, ctx.now)).then(
      async picture => {
        this.#kept = { ...(await packed(picture)), seq, madeAt: performance.now() }
        return this.#kept
      },
    )
    this.#making = { seq, made }
    const ended = () => {
      this.#making = null
    }
    made.then(ended, ended)
  }

  #usualAt(ctx: Ctx, atlas: Atlas, at: Date): Promise<Usual> {
    const key = Math.floor(at.getTime() / usualMs)
    const found = this.#usual.get(key)
    if (found !== undefined) return found
    const reading = readUsual(ctx, atlas, at)
    this.#usual.set(key, reading)
    reading.catch(() => this.#usual.delete(key))
    for (const oldest of this.#usual.keys()) {
      if (this.#usual.size <= keptUsual) break
      this.#usual.delete(oldest)
    }
    return reading
  }
}

const compress = promisify(brotliCompress)
/** Done once for all walls, so a little better than for one. */
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }

async function packed(picture: WallPicture): Promise<Pick<Kept, 'plain' | 'brotli'>> {
  const text = JSON.stringify(picture)
  return {
    plain: Uint8Array.from(Buffer.from(text)),
    brotli: Uint8Array.from(await compress(text, quality)),
  }
}
