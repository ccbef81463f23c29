import { join } from 'node:path'
import { City } from '@jingwei/api/city/contract.ts'
import { openEmbedded } from '@jingwei/api/database/open.ts'
import { Draft } from '@jingwei/api/drafts/contract.ts'
import { createLog } from '@jingwei/api/log.ts'
import type { GridTopology } from '@jingwei/geodata/geometry/topology.ts'
import postgres from 'postgres'
import { bendsOf } from '../support/bends.ts'
import { signIn } from '../support/demo-person.ts'
import { type Drill, drill } from '../support/drill.ts'
import { cityUrl } from '../support/prepared-city.ts'
import { runScript } from '../support/run-script.ts'

/** Each change, made again, takes itself back. */
const ofAudit = pastTriggers(
  'audit_event',
  'update audit_event set actor = reverse(actor) where seq = (select max(seq) - 2 from audit_event where actor is not null)',
)
const ofEvent = pastTriggers(
  'incident_event',
  `update incident_event set at = timestamptz '2020-01-01' + (timestamptz '2020-01-01' - at)
   where seq = (select max(seq) - 1000 from incident_event)`,
)
const ofFace = `update face set geom = ST_GeomFromEWKB(${flip('ST_AsEWKB(geom)', 33)})
  where to_version is not null and id = (select min(id) from face where to_version is not null)`

/**
 * Proves that `audit-log verify` finds one changed byte, whoever changed it beside the program and wherever: in an entry of the audit log,
 * in an event of a case, in a face that no longer counts, in the topology document of a version of then and of the one in force. Each is
 * named, none hides another, nothing ends in a stack, and when the bytes are put back all is whole.
 */
await drill('changed-byte', { on: ['embedded', 'postgis'] }, async d => {
  const versions = await withNewBoundaries(d)
  const first = Math.min(...versions)
  const last = Math.max(...versions)
  const whole = await verified(d)
  d.check(whole.code === 0, 'untouched: whole', `${whole.seconds.toFixed(1)} s`)

  const three = [ofAudit, ofEvent, ofFace]
  await run(d, three)
  const changed = await verified(d)
  d.check(changed.code === 1, 'three bytes in three places: ends with 1')
  d.check(/audit log: entry \d+ was changed/.test(changed.said), 'the entry of the audit log is named')
  d.check(/event \d+ of incident \d+ broken/.test(changed.said), 'the event is named, with its case')
  d.check(
    new RegExp(`version ${first}, grid \\S+: its faces`).test(changed.said),
    'the face of then is named, with its version and grid',
  )
  d.say(changed.said.trim().replaceAll('\n', ' | '))
  await run(d, three)

  for (const version of [first, last]) {
    const document = [`update version set topology = ${flip('topology', 5000)} where id = ${version}`]
    await run(d, document)
    const { code, said } = await verified(d)
    const isNamed = said.includes(`version ${version}: its topology document was changed`)
    d.check(
      code === 1 && isNamed,
      `the document of version ${version}${version === last ? ', in force,' : ''} is named`,
    )
    d.check(!/\n\s+at /.test(said), 'no stack')
    await run(d, document)
  }
  const back = await verified(d)
  d.check(back.code === 0, 'all put back: whole', back.said.trim().replaceAll('\n', ' | '))
})

/** Publishes a bent border, so that there is something of then. @returns the numbers of all versions */
async function withNewBoundaries(d: Drill): Promise<number[]> {
  const running = await d.start()
  await running.ready()
  const answer = async <T>(path: string): Promise<T> => (await (await fetch(running.url + path)).json()) as T
  const city = City.parse(await answer('/api/city'))
  const topology = await answer<GridTopology>(`/api/grids/${city.version}/topology`)
  const [bend] = bendsOf(
    topology,
    city.levels.map(({ key }) => key),
  )
  if (bend === undefined) throw new Error('no border that can be bent')
  const officer = await signIn(running.url, 'commander')
  const reviewer = await signIn(running.url, 'administrator')
  const draft = Draft.parse(await (await officer.post('/api/drafts', { title: '演练' })).json())
  await officer.post(`/api/drafts/${draft.id}/operations`, { rev: 0, operations: bend.operations })
  await officer.post(`/api/drafts/${draft.id}/submit`)
  await reviewer.post(`/api/drafts/${draft.id}/approve`)
  const published = await reviewer.post(`/api/drafts/${draft.id}/publish`)
  if (!published.ok) throw new Error(`not published: ${await published.text()}`)
  const { version } = Draft.parse(await published.json())
  await running.stop()
  return [city.version, version ?? Number.NaN]
}

function verified(d: Drill) {
  return runScript('audit-log', ['verify'], {
    DATA_DIR: d.dataDir,
    ...(d.cluster === null ? {} : { DATABASE_URL: cityUrl(d.cluster) }),
  })
}

/** As somebody with the database's own password would: past the program, and past the triggers. */
async function run(d: Drill, statements: readonly string[]): Promise<void> {
  if (d.cluster === null) {
    const { sql, close } = await openEmbedded(join(d.dataDir, 'database'), createLog('error'))
    for (const statement of statements) await sql.unsafe(statement).simple()
    return close()
  }
  const sql = postgres(cityUrl(d.cluster), { max: 1, onnotice: () => {} })
  for (const statement of statements) await sql.unsafe(statement).simple()
  await sql.end()
}

/** One bit of a byte; done again it is as it was. */
function flip(bytes: string, at: number): string {
  return `set_byte(${bytes}, ${at}, get_byte(${bytes}, ${at}) # 1)`
}

function pastTriggers(table: string, statement: string): string {
  return `alter table ${table} disable trigger user; ${statement}; alter table ${table} enable trigger user`
}
