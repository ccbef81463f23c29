import { join } from 'node:path'
import postgres from 'postgres'
import { isRunning } from '../support/console-process.ts'
import { drill } from '../support/drill.ts'
import { openCluster } from '../support/postgres-cluster.ts'
import { cityUrl } from '../support/prepared-city.ts'
import { ReportStream } from '../support/report-stream.ts'
import { runScript } from '../support/run-script.ts'

/**
 * Proves that a city outlives the loss of its database server: a primary with a synchronous streaming replica, both PostgreSQL as this
 * machine has it; the console knows both by one DATABASE_URL. Under load the primary is killed with SIGKILL and never comes back; after a
 * while the replica is promoted, as an operator or Patroni does it. Writes go on without touching the console, and every confirmed report
 * is on the new primary, counted in its table. Not proved here: losing a whole machine or the network between two.
 */
const synchronous = ['synchronous_commit=on', 'synchronous_standby_names=standby']
/** As long as it takes somebody, or Patroni, to notice. */
const noticeMs = 5000

await drill('primary-lost', { on: ['postgis'] }, async d => {
  await d.cluster?.stop('fast')
  const primary = await openCluster(join(d.folder, 'cluster'), ['wal_level=replica'])
  d.later(() => primary.stop('immediate'))
  const replica = await primary.replica(join(d.folder, 'replica'), 'standby')
  d.later(() => replica.stop('immediate'))
  // From now on a commit is confirmed only when the replica has it on its disk.
  const admin = postgres(primary.url, { max: 1 })
  for (const setting of synchronous) {
    const [name = '', value = ''] = setting.split('=')
    await admin.unsafe(`alter system set ${name} = '${value}'`)
  }
  await admin`select pg_reload_conf()`
  const state = async () =>
    (await admin<{ state: string }[]>`select sync_state as state from pg_stat_replication`)[0]?.state
  while ((await state()) !== 'sync') await new Promise(done => setTimeout(done, 100))
  await admin.end()
  d.say('the replica follows, synchronously')

  const both = `127.0.0.1:${primary.port},127.0.0.1:${replica.port}`
  const url = `postgres://jingwei@${both}/jingwei?target_session_attrs=primary`
  const settings = { DATABASE_URL: url, DATA_DIR: d.dataDir }
  const running = await d.start(settings)
  await running.ready()
  const stream = await ReportStream.begin(running.url, { senders: 8, restMilliseconds: 5 })
  await stream.until(1000)

  await primary.kill()
  const killedAt = Date.now()
  const confirmedBefore = stream.confirmed.size
  d.say(`primary killed after ${confirmedBefore} confirmed reports`)
  await new Promise(done => setTimeout(done, noticeMs))
  const while_ = stream.confirmed.size - confirmedBefore
  replica.promote()
  const promotedAt = Date.now()
  await stream.until(stream.confirmed.size + 1000)
  await stream.stop()
  const firstAt = stream.confirmedAt.find(at => at >= promotedAt) ?? Number.NaN
  d.check(firstAt - promotedAt < 15_000, 'first write after the promotion', `${firstAt - promotedAt} ms`)
  d.say(
    `without writes ${((firstAt - killedAt) / 1000).toFixed(1)} s, ${noticeMs / 1000} s of it until somebody noticed`,
  )
  d.check(while_ <= 8, 'confirmed while there was no primary (answers under way)', while_)
  const codes = [...new Set(stream.refusals.map(({ code }) => code))]
  d.check(
    codes.every(code => code === 'database-unavailable'),
    'refusals, with their codes',
    `${stream.refusals.length} ${codes.join(' ')}`,
  )
  const slowest = Math.max(...stream.refusals.map(({ milliseconds }) => milliseconds))
  d.say(`slowest refusal ${slowest} ms`)
  d.check(isRunning(running.child), 'the console was not restarted')

  const { lost, doubled } = await stream.compare()
  d.check(
    lost === 0,
    'confirmed reports lost',
    `${lost} of ${stream.confirmed.size}, ${confirmedBefore} of them before`,
  )
  d.check(doubled === 0, 'reports doubled', doubled)
  const survivor = postgres(cityUrl(replica), { max: 1 })
  const ids = [...stream.confirmed.values()]
  const [counted] = await survivor<{ count: string }[]>`
    select count(*) as count from incident where id in ${survivor(ids)}`
  await survivor.end()
  d.check(Number(counted?.count) === ids.length, 'counted in the table of the new primary', counted?.count)
  d.check((await running.stop()) === 0, 'the console stops as it should')
  const verified = await runScript('audit-log', ['verify'], settings)
  d.check(verified.code === 0, 'audit log and cases verify', verified.said.trim().split('\n').at(-1))
})
