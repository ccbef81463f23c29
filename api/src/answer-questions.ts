import { parentPort } from 'node:worker_threads'
import { Problem, type ProblemCode } from './problem.ts'

/** The thread's side of `AskedThread`. @param give memory that may move to the asker with the answer */
export function answerQuestions<Told, Question, Answer>(
  learn: (told: Told) => void,
  answer: (question: Question) => Answer,
  give: (answer: Answer) => ArrayBuffer[],
): void {
  const port = parentPort
  port?.on('message', (message: { told: Told } | { ask: number; question: Question }) => {
    if ('told' in message) return learn(message.told)
    try {
      const found = answer(message.question)
      port.postMessage({ ask: message.ask, answer: found }, give(found))
    } catch (failed) {
      port.postMessage({ ask: message.ask, ...(failed instanceof Problem ? refusalOf(failed) : { failed }) })
    }
  })
}

/** A copy of an error keeps its message alone. */
function refusalOf({ code, field, detail }: Problem): { refused: Refusal } {
  return { refused: { code, about: { ...(field !== undefined && { field }), detail } } }
}

/** A `Problem` on its way to the asker. */
export interface Refusal {
  readonly code: ProblemCode
  readonly about: { readonly field?: string; readonly detail: unknown }
}
