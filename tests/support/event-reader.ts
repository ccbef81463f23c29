import { type ClientRequest, get, type IncomingMessage } from 'node:http'
import { LiveEvent } from '@jingwei/api/events/contract.ts'
import { EventStreamParser, type Piece } from '../../web/src/events/event-stream.ts'

/** One reader of `/api/events`, as a caller outside: keeps everything it was told. */
export class EventReader {
  readonly steps: LiveEvent[] = []
  /** Events that are no steps, by their type; an id alone is `position`. */
  readonly signs: { type: string; id: string | null }[] = []
  comments = 0
  /** What it would send to go on. */
  lastId: string | null = null
  status = 0
  headers: IncomingMessage['headers'] = {}
  isOpen = false
  readonly #url: string
  #request: ClientRequest | null = null
  #answer: IncomingMessage | null = null
  readonly #waiting = new Set<() => void>()

  /** @param url of the stream, with its query */
  constructor(url: string) {
    this.#url = url
  }

  /** Settles when the head of the answer is here and, for a stream, its first words. */
  async connect(headers: Record<string, string> = {}): Promise<this> {
    const going = this.lastId === null ? {} : { 'last-event-id': this.lastId }
    const request = get(this.#url, { agent: false, headers: { ...going, ...headers } })
    this.#request = request
    const parser = new EventStreamParser()
    await new Promise<void>((resolve, reject) => {
      request.once('error', reject)
      request.once('response', answer => {
        this.#answer = answer
        this.status = answer.statusCode ?? 0
        this.headers = answer.headers
        this.isOpen = true
        answer.setEncoding('utf8')
        answer.on('data', (text: string) => {
          if (this.#request !== request) return
          if (this.status === 200) for (const piece of parser.push(text)) this.#hear(piece)
          resolve()
          this.#look()
        })
        const closed = () => {
          if (this.#request === request) this.isOpen = false
          resolve()
          this.#look()
        }
        answer.on('error', closed)
        answer.on('close', closed)
      })
    })
    request.on('error', () => {})
    return this
  }

  /** Ends the connection without a word, whatever is on its way. */
  cut(): void {
    const request = this.#request
    this.#request = null
    this.isOpen = false
    request?.destroy()
  }

  /** Stops reading what arrives. */
  pause(): void {
    this.#answer?.pause()
  }

  resume(): void {
    this.#answer?.resume()
  }

  /** Settles as soon as it holds; rejects when it does not within so long. */
  async until(holds: (reader: this) => boolean, milliseconds = 10_000): Promise<void> {
    if (holds(this)) return
    await new Promise<void>((resolve, reject) => {
      const done = () => {
        if (!holds(this)) return
        clearTimeout(late)
        this.#waiting.delete(done)
        resolve()
      }
      const late = setTimeout(() => {
        this.#waiting.delete(done)
        reject(new Error(`not within ${milliseconds} ms: ${holds}; ${this.steps.length} steps`))
      }, milliseconds)
      this.#waiting.add(done)
    })
  }

  #hear(piece: Piece): void {
    if (piece.kind === 'comment') this.comments++
    if (piece.kind !== 'event') return
    if (piece.id !== null) this.lastId = piece.id
    if (piece.type === 'message' && piece.data !== '')
      this.steps.push(LiveEvent.parse(JSON.parse(piece.data)))
    else this.signs.push({ type: piece.type === 'message' ? 'position' : piece.type, id: piece.id })
  }

  #look(): void {
    for (const look of this.#waiting) look()
  }
}
