import type { Worker } from 'node:worker_threads'
import { startThread } from '../thread.ts'
import type { Block } from './incident-table.ts'
import type { Answer, Question } from './scan.ts'
import type { ToThread } from './scan-thread.ts'

/** Asks the scanning thread; begun when it is first needed. */
export class Scanner {
  #thread: Worker | null = null
  #asked = 0
  readonly #known: SharedArrayBuffer[] = []
  readonly #waiting = new Map<
    number,
    { resolve: (answer: Answer) => void; reject: (error: unknown) => void }
  >()

  show(block: Block): void {
    this.#known.push(block.buffer)
    this.#send({ block: block.buffer })
  }

  ask(length: number, question: Question): Promise<Answer> {
    this.#begin()
    const ask = ++this.#asked
    return new Promise((resolve, reject) => {
      this.#waiting.set(ask, { resolve, reject })
      this.#send({ ask, length, question })
    })
  }

  async close(): Promise<void> {
    const thread = this.#thread
    this.#thread = null
    await thread?.terminate()
  }

  #begin(): void {
    if (this.#thread !== null) return
    const thread = startThread(new URL('scan-thread.ts', import.meta.url), 'heat-scan', null)
    thread.unref()
    thread.on('message', ({ ask, answer }: { ask: number; answer: Answer }) => {
      this.#waiting.get(ask)?.resolve(answer)
      this.#waiting.delete(ask)
    })
    // whoever waits is told; the next question begins a new thread
    const lose = (error: unknown) => {
      if (this.#thread === thread) this.#thread = null
      for (const { reject } of this.#waiting.values()) reject(error)
      this.#waiting.clear()
    }
    thread.on('error', lose)
    thread.on('exit', () => lose(new Error('the scanning thread ended')))
    this.#thread = thread
    for (const block of this.#known) this.#send({ block })
  }

  #send(message: ToThread): void {
    this.#thread?.postMessage(message)
  }
}
