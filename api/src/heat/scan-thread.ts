import { parentPort } from 'node:worker_threads'
import { type Block, blockOver } from './incident-table.ts'
import { type Question, scan } from './scan.ts'

/** The thread that looks at long tables, so that the program goes on answering. It sees the program's own blocks. */
export type ToThread =
  | { readonly block: SharedArrayBuffer }
  | { readonly ask: number; readonly length: number; readonly question: Question }

const blocks: Block[] = []
parentPort?.on('message', (message: ToThread) => {
  if ('block' in message) {
    blocks.push(blockOver(message.block, false))
    return
  }
  const { ask, length, question } = message
  const answer = scan(blocks, length, question)
  parentPort?.postMessage({ ask, answer }, [answer.counts.buffer as ArrayBuffer])
})
