import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { run } from '@jingwei/api/main.ts'
import { sentenceFor } from './start-sentences.ts'

/** `pnpm dev`: the API on its port, and Vite on 4301, which reloads the page and hands `/api` on. */
const web = fileURLToPath(new URL('../web', import.meta.url))

const running = await run((step, progress) => console.log(step, progress.toFixed(2))).catch(error => {
  console.error(sentenceFor(error))
  process.exit(1)
})
const vite = spawn(process.execPath, ['node_modules/vite/bin/vite.js'], { cwd: web, stdio: 'inherit' })
vite.once('exit', stop)
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
await running.ready.catch(error => console.error(sentenceFor(error)))

async function stop() {
  vite.kill()
  await running.stop()
  process.exit(0)
}
