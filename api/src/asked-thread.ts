import type { Worker } from 'node:worker_threads'
import { startThread } from './thread.ts'

/**
 * A thread that answers questions one after another; begun when it is first needed, and once more when it ended. It is told what it has to
 * know by `tell`, in order, also after it began anew. The thread's file calls `answerQuestions`.
 */
export class AskedThread<Told, Question, Answer> {
  #thread: Worker | null = null
  #asked = 0
  #told: Told[] = []
  readonly #file: URL
  readonly #name: string
  readonly #waiting = new Map<
    number,
    { resolve: (answer: Answer) => void; reject: (error: unknown) => void }
  >()

  constructor(file: URL, name: string) {
    this.#file = file
    this.#name = name
  }

  tell(told: Told): void {
    this.#told.push(told)
    this.#thread?.postMessage({ told })
  }

  /** What matched is not told again. */
  forget(isForgotten: (told: Told) => boolean): void {
    this.#told = this.#told.filter(told => !isForgotten(told))
  }

  ask(question: Question): Promise<Answer> {
    const thread = this.#begin()
    const ask = ++this.#asked
    return new Promise((resolve, reject) => {
      this.#waiting.set(ask, { resolve, reject })
      thread.postMessage({ ask, question })
    })
  }

  async close(): Promise<void> {
    const thread = this.#thread
    this.#thread = null
    await thread?.terminate()
  }

  #begin(): Worker {
    if (this.#thread !== null) return this.#thread
    const thread = startThread(this.#file, this.#name, null)
    thread.unref()
    thread.on('message', ({ ask, answer, failed }: { ask: number; answer: Answer; failed?: unknown }) => {
      const waiting = this.#waiting.get(ask)
      this.#waiting.delete(ask)
      if (failed === undefined) waiting?.resolve(answer)
      else waiting?.reject(failed)
    })
    // whoever waits is told; the next question begins a new thread
    const lose = (error: unknown) => {
      if (this.#thread === thread) this.#thread = null
      for (const { reject } of this.#waiting.values()) reject(error)
      this.#waiting.clear()
    }
    thread.on('error', lose)
    thread.on('exit', () => lose(new Error(`the thread ${this.#name} ended`)))
    for (const told of this.#told) thread.postMessage({ told })
    this.#thread = thread
    return thread
  }
}
