import { loadavg } from 'node:os'
import { launchBrowser } from '../support/browser.ts'
import { startLoadConsole } from '../support/load-console.ts'
import { growthOf, soakWall } from '../support/wall-soak.ts'

/**
 * `node --import tsx tests/load/wall-soak.ts [url] [minutes]`: a whole day of the log is played on the wall at 60 times its speed, in 24 minutes
 * (or as many as asked for: with few each scene stays for a moment only), in Chromium at 1920×1080. 24 times garbage is collected and what is left is written down. Ends with code 1
 * when memory grew by more than 10 % after the first tenth, when a step was missed or told twice, or when the page complained. Without a URL
 * it starts a console of its own, on the embedded database or in a throw-away database on the server of DATABASE_URL.
 */
const named = process.argv[2] || undefined
const minutes = Number(process.argv[3] ?? 24)
const mostGrowth = 0.1

const own = named === undefined ? await startLoadConsole(process.env.DATABASE_URL) : null
try {
  const browser = await launchBrowser()
  try {
    process.exitCode = await measure(browser, (named ?? own?.url ?? '').replace(/\/$/, ''))
  } finally {
    await browser.close()
  }
} finally {
  await own?.stop()
}

async function measure(browser: Awaited<ReturnType<typeof launchBrowser>>, url: string): Promise<number> {
  const { samples, heard, logged, doubled, errors } = await soakWall(browser, url, {
    seconds: minutes * 60,
    samples: 24,
    ...(minutes < 10 ? { sceneSeconds: 5 } : {}),
  })
  for (const { at, heap, embedder, nodes, listeners } of samples)
    console.log(
      `${(at * 24).toFixed(0).padStart(3)} h  heap ${mb(heap)}  beside it ${mb(embedder)}  nodes ${nodes}  listeners ${listeners}`,
    )
  const growth = growthOf(samples)
  const isGood = growth <= mostGrowth && heard === logged && doubled === 0 && errors.length === 0
  console.log(`steps: ${heard} of ${logged} told, ${doubled} twice; errors: ${errors.length}`)
  for (const error of errors.slice(0, 5)) console.log(`  ${error}`)
  console.log(
    `${isGood ? 'PASSED' : 'FAILED'}: memory ${(100 * growth).toFixed(1)} % after the first tenth (load ${loadavg()[0]?.toFixed(1)})`,
  )
  return isGood ? 0 : 1
}

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
