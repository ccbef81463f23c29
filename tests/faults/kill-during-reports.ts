import { drill } from '../support/drill.ts'
import { ReportStream } from '../support/report-stream.ts'

/**
 * Proves that a console which is killed with SIGKILL in the middle of reports loses none that it confirmed, and doubles none: 10,000
 * reports by 16 senders, killed twice and started again.
 */
const reports = 10_000
const killsAt = [3000, 6500]

await drill('kill-during-reports', { on: ['embedded', 'postgis'] }, async d => {
  let running = await d.start()
  await running.ready()
  const stream = await ReportStream.begin(running.url, { senders: 16, total: reports })
  const began = Date.now()
  for (const count of killsAt) {
    await stream.until(count)
    await running.kill()
    const killedAt = Date.now()
    running = await d.start()
    await running.ready()
    d.say(`killed after ${stream.confirmed.size} confirmed reports; back in ${seconds(killedAt)}`)
  }
  await stream.done
  d.say(`${stream.confirmed.size} reports confirmed in ${seconds(began)}`)
  const { kept, lost, doubled } = await stream.compare()
  d.check(lost === 0, 'confirmed reports lost', lost)
  d.check(doubled === 0, 'reports doubled', doubled)
  d.check(kept === reports, 'incidents found', kept)
  d.check((await running.stop()) === 0, 'the console stops as it should')
})

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`
}
