/** A piece of a stream of server-sent events. Comments count: they say that the link lives. */
export type Piece =
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'retry'; readonly milliseconds: number }
  | { readonly kind: 'event'; readonly type: string; readonly data: string; readonly id: string | null }

/**
 * Reads `text/event-stream` as it arrives, in whatever pieces: the browser's own EventSource hides comments and cannot be told where to go
 * on. An event without data is given too, since its id counts.
 */
export class EventStreamParser {
  #rest = ''
  #type = ''
  #data: string[] = []
  #id: string | null = null

  push(text: string): Piece[] {
    const pieces: Piece[] = []
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/)
    this.#rest = lines.pop() ?? ''
    for (const line of lines) {
      const piece = this.#read(line)
      if (piece !== null) pieces.push(piece)
    }
    return pieces
  }

  #read(line: string): Piece | null {
    if (line === '') return this.#dispatch()
    if (line.startsWith(':')) return { kind: 'comment', text: line.slice(1).trim() }
    const colon = line.indexOf(':')
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'data') this.#data.push(value)
    else if (field === 'event') this.#type = value
    else if (field === 'id') this.#id = value
    else if (field === 'retry' && /^\d+$/.test(value)) return { kind: 'retry', milliseconds: Number(value) }
    return null
  }

  #dispatch(): Piece | null {
    const [type, data, id] = [this.#type || 'message', this.#data, this.#id]
    this.#type = ''
    this.#data = []
    this.#id = null
    return data.length === 0 && id === null ? null : { kind: 'event', type, data: data.join('\n'), id }
  }
}
