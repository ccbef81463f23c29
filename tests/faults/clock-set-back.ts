import { DemoAccounts } from '@jingwei/api/access/contract.ts'
import { drill } from '../support/drill.ts'
import { EventReader } from '../support/event-reader.ts'
import { movedClock } from '../support/moved-clock.ts'
import { cityUrl } from '../support/prepared-city.ts'
import { ReportStream } from '../support/report-stream.ts'
import { runScript } from '../support/run-script.ts'

/**
 * Proves that a clock which is set back by an hour, and forward again, confuses nothing: sessions stay, a wrong password before does not
 * lock anybody out, reports come in with rising numbers and are told to open pages in their order, a case that was begun before can be
 * finished after, and all logs verify. The clock of the console's process is moved by libfaketime (Debian: faketime).
 */
const hour = 3600
const reports = 200

await drill('clock-set-back', { on: ['embedded', 'postgis'] }, async d => {
  const clock = movedClock(d.folder)
  const running = await d.start(clock.settings)
  await running.ready()
  const { url } = running
  const told = async () => Date.parse((await fetch(`${url}/api/health`)).headers.get('date') ?? '')

  const { accounts } = DemoAccounts.parse(await (await fetch(`${url}/api/session/demo-accounts`)).json())
  const commander = accounts.find(({ account }) => account === 'commander')
  if (commander === undefined) throw new Error('the demo city has no commander')
  const signIn = (password: string) =>
    fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: commander.account, password }),
    })
  for (let i = 0; i < 4; i++) await signIn('not the password')
  const signedIn = await signIn(commander.password)
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const session = async () =>
    (
      (await (await fetch(`${url}/api/session`, { headers: { cookie } })).json()) as {
        account: string | null
      }
    ).account
  d.check((await session()) === 'commander', 'signed in')

  const page = await new EventReader(`${url}/api/events`).connect()
  const stream = await ReportStream.begin(url, { senders: 4, restMilliseconds: 5 })
  await stream.until(reports)
  const begun = await move(url, cookie, [...stream.confirmed.values()][0] ?? 0, 'file')
  d.check(begun === 200, 'a case is filed before', begun)

  clock.set(-hour)
  const before = Date.now()
  await pause(1500)
  const back = (before - (await told())) / 1000
  d.check(back > 3000, 'the console’s clock is set back', `${Math.round(back)} s`)
  await stream.until(2 * reports)
  d.check((await session()) === 'commander', 'the session is still there')
  d.check((await signIn(commander.password)).status === 200, 'nobody is locked out')
  const commented = await move(url, cookie, [...stream.confirmed.values()][0] ?? 0, 'comment', {
    note: '演练 drill',
  })
  d.check(commented === 200, 'a case that was begun before goes on', commented)

  clock.set(0)
  await pause(1500)
  await stream.until(3 * reports)
  await stream.stop()
  d.check((await session()) === 'commander', 'the session is still there when the clock is right again')

  const { lost, doubled } = await stream.compare()
  d.check(lost === 0 && doubled === 0, 'confirmed reports lost or doubled', lost + doubled)
  const wanted = new Set(stream.confirmed.values())
  const heard = () => page.steps.filter(({ verb, id }) => verb === 'report' && wanted.has(id))
  await page.until(() => heard().length >= wanted.size).catch(() => {})
  d.check(
    heard().length === wanted.size,
    'reports told to an open page',
    `${heard().length} of ${wanted.size}`,
  )
  const rising = page.steps.every(({ seq }, i) => i === 0 || seq > (page.steps[i - 1]?.seq ?? 0))
  d.check(rising, 'numbers rise whatever the clock says')
  page.cut()
  const internal = running.said().match(/"level":[56]0/g)?.length ?? 0
  d.check(internal === 0, 'errors in the console’s log', internal)
  d.check((await running.stop()) === 0, 'the console stops as it should')
  const target = { DATA_DIR: d.dataDir, ...(d.cluster === null ? {} : { DATABASE_URL: cityUrl(d.cluster) }) }
  const verified = await runScript('audit-log', ['verify'], target)
  d.check(verified.code === 0, 'audit log and cases verify', verified.said.trim().split('\n').at(-1))
})

async function move(
  url: string,
  cookie: string,
  id: number,
  verb: string,
  fields: object = {},
): Promise<number> {
  const headers = { cookie, 'content-type': 'application/json', origin: url }
  const { rev } = (await (await fetch(`${url}/api/incidents/${id}`, { headers })).json()) as { rev: number }
  const body = JSON.stringify({ rev, ...fields })
  const answer = await fetch(`${url}/api/incidents/${id}/moves/${verb}`, { method: 'POST', headers, body })
  if (!answer.ok) console.log(await answer.text())
  return answer.status
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(done => setTimeout(done, milliseconds))
}
