import type { ServerResponse } from 'node:http'
import type { WallSign } from './contract.ts'

/** How often the database is asked whether somebody changed something through another process. */
const pollMs = 1000

/** Tells the walls that listen to this process when the programme or the remote has changed. It looks only while somebody listens. */
export class Bell {
  readonly #read: () => Promise<WallSign>
  readonly #open = new Set<ServerResponse>()
  #told = ''
  #timer: NodeJS.Timeout | undefined

  /** @param read what stands now; it throws while there is no database */
  constructor(read: () => Promise<WallSign>) {
    this.#read = read
  }

  /** Tells a stream how things stand, and from then on what changes. */
  async add(out: ServerResponse): Promise<void> {
    this.#open.add(out)
    out.once('close', () => this.#remove(out))
    this.#timer ??= setInterval(() => void this.look(), pollMs)
    const text = await this.#text()
    if (text !== null && this.#open.has(out)) out.write(text)
  }

  /** Looks now: this process has just changed something. */
  async look(): Promise<void> {
    const text = await this.#text()
    if (text === null || text === this.#told) return
    this.#told = text
    for (const out of this.#open) out.write(text)
  }

  /** Null while it cannot be known: the walls keep what they have, and the feed says that the picture ages. */
  async #text(): Promise<string | null> {
    try {
      return `event: wall\ndata: ${JSON.stringify(await this.#read())}\n\n`
    } catch {
      return null
    }
  }

  #remove(out: ServerResponse): void {
    this.#open.delete(out)
    if (this.#open.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}
