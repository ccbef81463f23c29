import type { Worker } from 'node:worker_threads'
import type { Refusal } from './answer-questions.ts'
import { Problem } from './problem.ts'
import { startThread } from './thread.ts'

interface Waiting<Answer> {
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

interface Begun<Answer> {
  readonly thread: Worker
  readonly waiting: Map<number, Waiting<Answer>>
}

interface Answered<Answer> {
  readonly ask: number
  readonly answer: Answer
  readonly refused?: Refusal
  readonly failed?: unknown
}

/**
 * A thread that answers questions one after another; begun when it is first needed, and once more when it ended. It is told what it has to
 * know by `tell`, in order, also after it began anew. The thread's file calls `answerQuestions`; a `Problem` that it throws is thrown here.
 */
export class AskedThread<Told, Question, Answer> {
  #begun: Begun<Answer> | null = null
  #asked = 0
  #told: Told[] = []
  readonly #file: URL
  readonly #name: string

  constructor(file: URL, name: string) {
    this.#file = file
    this.#name = name
  }

  tell(told: Told): void {
    this.#told.push(told)
    this.#begun?.thread.postMessage({ told })
  }

  /** What matched is not told again. */
  forget(isForgotten: (told: Told) => boolean): void {
    this.#told = this.#told.filter(told => !isForgotten(told))
  }

  ask(question: Question): Promise<Answer> {
    this.#begun ??= this.#begin()
    const { thread, waiting } = this.#begun
    const ask = ++this.#asked
    return new Promise((resolve, reject) => {
      waiting.set(ask, { resolve, reject })
      thread.postMessage({ ask, question })
    })
  }

  async close(): Promise<void> {
    const begun = this.#begun
    this.#begun = null
    await begun?.thread.terminate()
  }

  #begin(): Begun<Answer> {
    const thread = startThread(this.#file, this.#name, null)
    thread.unref()
    const waiting = new Map<number, Waiting<Answer>>()
    const begun = { thread, waiting }
    thread.on('message', ({ ask, answer, refused, failed }: Answered<Answer>) => {
      const asker = waiting.get(ask)
      waiting.delete(ask)
      if (refused !== undefined) asker?.reject(new Problem(refused.code, refused.about))
      else if (failed !== undefined) asker?.reject(failed)
      else asker?.resolve(answer)
    })
    // whoever waits for this thread is told; the next question begins another one
    const lose = (error: unknown) => {
      if (this.#begun === begun) this.#begun = null
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
    }
    thread.on('error', lose)
    thread.on('exit', () => lose(new Error(`the thread ${this.#name} ended`)))
    for (const told of this.#told) thread.postMessage({ told })
    return begun
  }
}
