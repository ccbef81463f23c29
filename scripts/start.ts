import { DemoAccounts } from '@jingwei/api/access/contract.ts'
import type { Step } from '@jingwei/api/health/startup.ts'
import { type Running, run } from '@jingwei/api/main.ts'
import { buildWeb } from './build-web.ts'
import { embeddedCaveat, sentenceFor, stepWords, unsafePort } from './start-sentences.ts'

/**
 * `npx pnpm@12 start`: builds the page where its sources changed, starts the API at the same time, prints where the page is and who may
 * sign in. Ends with code 1 and a sentence when it cannot.
 */
const began = Date.now()
let stepBegan = began
let step: Step | null = null
let lastQuarter = 0

try {
  await main()
} catch (error) {
  console.error(`\n${sentenceFor(error)}`)
  process.exit(1)
}

async function main() {
  console.log('经纬 Jingwei')
  const built = buildWeb()
  // Told below; until then nobody else may call it unhandled.
  built.catch(() => {})
  const running = await run(tell)
  stopOnSignals(running)
  console.log(`  → ${running.url}  （准备中 getting ready）`)
  const page = built.then(isNew => {
    if (isNew) console.log(`  ✓ ${'构建页面 building the page'.padEnd(48)} ${seconds(began)}`)
  })
  // Rejects when the start fails before anything can be used.
  await Promise.all([Promise.race([running.service.startup.opened, running.ready]), page])
  await greet(running)
  await running.ready
}

/** One line per finished step; a long one says how far it is. */
function tell(now: Step, progress: number) {
  if (now === step) {
    const quarter = Math.floor(progress * 4)
    if (now === 'loading-incidents' && quarter > lastQuarter && quarter < 4)
      console.log(`  … ${stepWords[now]} ${quarter * 25} %`)
    lastQuarter = quarter
    return
  }
  if (step !== null) console.log(`  ✓ ${stepWords[step].padEnd(48)} ${seconds(stepBegan)}`)
  step = now
  stepBegan = Date.now()
}

async function greet({ url, settings, service }: Running) {
  console.log(`\n可以使用了 Ready in ${seconds(began)}:  ${url}\n`)
  if (service.setup.code !== null)
    console.log(
      `首次启动：请用此码设置管理员 First start, make the administrator with this code: ${service.setup.code}\n`,
    )
  // a greeting that cannot be had is no reason to end what runs
  const answer = await fetch(`${url}/api/session/demo-accounts`).catch(error => {
    if (isUnsafePort(error)) console.log(unsafePort)
  })
  if (answer?.ok) {
    const { accounts } = DemoAccounts.parse(await answer.json())
    console.log('演示账号 Demo accounts')
    for (const { account, password, name } of accounts)
      console.log(`  ${account.padEnd(16)} ${password.padEnd(26)} ${name.zh} ${name.en ?? ''}`)
  }
  if (settings.databaseUrl === undefined) console.log(embeddedCaveat)
  console.log('\n停止 Stop: Ctrl-C')
}

/** As `fetch` says it, here and in browsers. */
function isUnsafePort(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof Error && error.cause.message === 'bad port'
}

function stopOnSignals(running: Running) {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      // Asked twice: somebody is in a hurry.
      if (stopping) process.exit(1)
      stopping = true
      running.stop().then(
        () => process.exit(0),
        error => {
          console.error(sentenceFor(error))
          process.exit(1)
        },
      )
    })
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`
}
