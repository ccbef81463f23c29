import { parentPort } from 'node:worker_threads'

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
      port.postMessage({ ask: message.ask, failed })
    }
  })
}
