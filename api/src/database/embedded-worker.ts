import { rmSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { postgis } from '@electric-sql/pglite-postgis'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import { Answer } from './early-ready.ts'
import type { WorkerAnswer, WorkerTask } from './embedded.ts'
import { quickSymbols } from './quick-symbols.ts'
import { isStep, isSwallowed, letterOf, raiseError } from './swallowed.ts'

/** The thread of the embedded database. Ends when it is told to, or when the database breaks. */
const { folder, path } = workerData as WorkerTask
const maxConnections = 20

async function serve() {
  const db = await PGlite.create({ dataDir: folder, extensions: { postgis, quickSymbols } })
  // One thread does everything: statistics of a smaller sample, and the words of new cases put into their index many at a time, take
  // a quarter of the time off the loading of a history.
  await db.exec(
    `set time zone 'UTC'; set default_statistics_target = 20; set gin_pending_list_limit = '16MB'`,
  )

  const execute = db.execProtocolRawStream.bind(db)
  const answerTo = async (message: Uint8Array, options: Parameters<typeof execute>[1]): Promise<Answer> => {
    const whole = new Answer(message)
    await execute(message, { ...options, onRawData: part => whole.add(part) })
    return whole
  }
  let skipsToSync = false
  // A broken database leaves the socket's queue waiting for ever: better to die loudly and be started again.
  db.execProtocolRawStream = async (message, options) => {
    const letter = letterOf(message)
    if (skipsToSync && isStep(letter)) return
    skipsToSync = false
    try {
      const answer = (await answerTo(message, options)).end()
      if (!isSwallowed(message, answer)) return options.onRawData(answer)
      skipsToSync = letter !== 'Q'
      const failure = await answerTo(raiseError, options)
      options.onRawData(skipsToSync ? failure.withoutReady() : failure.end())
    } catch (error) {
      setImmediate(() => process.exit(1))
      throw error
    }
  }

  if (process.platform !== 'win32') rmSync(path, { force: true })
  const server = new PGLiteSocketServer({ db, path, maxConnections })
  await server.start()
  answer({ ready: true })
  parentPort?.once('message', async () => {
    await server.stop()
    await db.close()
    process.exit(0)
  })
}

function answer(message: WorkerAnswer) {
  parentPort?.postMessage(message)
}

serve().catch((error: unknown) => {
  answer({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  setImmediate(() => process.exit(1))
})
