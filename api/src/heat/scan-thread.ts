import { answerQuestions } from '../answer-questions.ts'
import { type Block, blockOver } from './incident-table.ts'
import { type Answer, type Question, scan } from './scan.ts'

/** The thread that looks at long tables, so that the program goes on answering. It sees the program's own blocks. */
const blocks: Block[] = []

export interface LongQuestion {
  readonly length: number
  readonly question: Question
}

answerQuestions<SharedArrayBuffer, LongQuestion, Answer>(
  buffer => blocks.push(blockOver(buffer, false)),
  ({ length, question }) => scan(blocks, length, question),
  ({ counts }) => [counts.buffer as ArrayBuffer],
)
