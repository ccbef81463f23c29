import { loadavg } from 'node:os'
import { visitor } from '@jingwei/api/context.ts'
import { openServer } from '@jingwei/api/database/open.ts'
import type { Sql } from '@jingwei/api/database/sql.ts'
import { createAtlases } from '@jingwei/api/grids/atlases.ts'
import { unfilledStore } from '@jingwei/api/heat/heat-store.ts'
import { IncidentFilter } from '@jingwei/api/incidents/contract.ts'
import { scopeOf } from '@jingwei/api/incidents/filter.ts'
import { selectPage } from '@jingwei/api/incidents/queries.ts'
import { counters } from '@jingwei/api/indicators/contract.ts'
import { createLog } from '@jingwei/api/log.ts'
import postgres from 'postgres'
import { percentile, startLoadConsole } from '../support/load-console.ts'

/**
 * `DATABASE_URL=… node --import tsx tests/load/inbox-million.ts`: fills a throw-away database on that server with a million incidents, copies
 * of the demo city's at other times, and asks every list of the inbox, every filter, common pairs of them and words for their first page, over
 * HTTP, as people of the demo city. Prints the time of each and, where it is over 100 ms, the plan. Ends with code 1 when one is.
 */
const wanted = 1_000_000
const mostMilliseconds = 100
const times = 12

interface Question {
  /** Account of the demo city that asks. */
  readonly who: string
  readonly query: string
}

const watchdog = setTimeout(() => {
  console.error('FAILED: the test did not end in time')
  process.exit(1)
}, 20 * 60_000)
const server = process.env.DATABASE_URL
if (server === undefined) throw new Error('a server is needed: set DATABASE_URL')
const console_ = await startLoadConsole(server)
try {
  if (console_.databaseUrl === null) throw new Error('the console runs on the embedded database')
  await fill(console_.databaseUrl)
  process.exitCode = await measure(console_.url, console_.databaseUrl)
} finally {
  await console_.stop()
  clearTimeout(watchdog)
}

/** Copies of every incident, each a day and a bit before the last, with the first event and the steps that few cases have. */
async function fill(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  const began = performance.now()
  const [row] = await sql<{ copies: number; top: string }[]>`
    select ceil(${wanted}::float8 / count(*))::int - 1 as copies, max(id) as top from incident`
  const { copies, top } = row ?? { copies: 0, top: '0' }
  const columns = (
    await sql<{ name: string }[]>`
      select attname as name from pg_attribute
      where attrelid = 'incident'::regclass and attnum > 0 and not attisdropped and attgenerated = ''
        and attname not in ('id', 'idempotency_key', 'request_hash', 'head_id')`
  ).map(({ name }) => name)
  const moved = columns.map(name => (name.endsWith('_at') ? sql`${sql(name)} - back` : sql`${sql(name)}`))
  const list = (parts: readonly postgres.PendingQuery<postgres.Row[]>[]) =>
    parts.reduce((all, part) => sql`${all}, ${part}`)
  await sql`
    insert into incident (id, ${list(columns.map(name => sql`${sql(name)}`))})
    overriding system value
    select id + copy * ${top}::bigint, ${list(moved)}
    from incident, generate_series(1, ${copies}::int) copy, lateral (select copy * interval '31:07:03' as back) shift`
  await sql`
    insert into incident_event (incident_id, rev, verb, status, at, actor, data, previous_hash, hash)
    select incident_id + copy * ${top}::bigint, rev, verb, status, at - copy * interval '31:07:03', actor, data, previous_hash, hash
    from incident_event, generate_series(1, ${copies}::int) copy
    where rev = 1 or verb in ('reassign', 'request', 'approve', 'refuse', 'supervise')`
  await sql`vacuum analyze incident`
  await sql`vacuum analyze incident_event`
  const [counted] = await sql<{ all: string; open: string }[]>`
    select count(*) as all, count(*) filter (where is_open) as open from incident`
  console.log(
    `${counted?.all} incidents, ${counted?.open} open, made in ${((performance.now() - began) / 1000).toFixed(0)} s`,
  )
  await sql.end()
}

/** @returns exit code */
async function measure(url: string, databaseUrl: string): Promise<number> {
  const cookies = new Map<string, string>()
  for (const who of ['commander', 'lead-large', 'lead-small', 'worker', 'department'])
    cookies.set(who, await signIn(url, who))
  const questions = questionsOf(await findGrid(url))
  const slow: Question[] = []
  for (const question of questions) {
    const address = `${url}/api/incidents?limit=100&${question.query}`
    const headers = { cookie: cookies.get(question.who) ?? '' }
    const taken: number[] = []
    let rows = 0
    for (let i = 0; i <= times; i++) {
      const began = performance.now()
      const answer = await fetch(address, { headers })
      const page = (await answer.json()) as { incidents?: unknown[] }
      // The first one warms.
      if (i > 0) taken.push(performance.now() - began)
      if (!answer.ok) throw new Error(`${answer.status} ${JSON.stringify(page)} for ${question.query}`)
      rows = page.incidents?.length ?? 0
    }
    const [p50, p99] = [percentile(taken, 0.5), percentile(taken, 0.99)]
    const verdict = p50 > mostMilliseconds ? 'SLOW' : ''
    console.log(
      [ms(p50), ms(p99), String(rows).padStart(4), question.who.padEnd(10), question.query, verdict].join(
        '  ',
      ),
    )
    if (p50 > mostMilliseconds) slow.push(question)
  }
  console.log(`load of this machine ${loadavg()[0]?.toFixed(1)}, others included`)
  for (const question of slow) await explain(databaseUrl, question)
  console.log(
    `${slow.length === 0 ? 'PASSED' : 'FAILED'}: ${questions.length} first pages, ${slow.length} with a p50 over ${mostMilliseconds} ms`,
  )
  return slow.length === 0 ? 0 : 1
}

/** Codes of a grid that has cases, one a level, largest first. */
async function findGrid(url: string): Promise<string[]> {
  const answer = await fetch(`${url}/api/incidents?reason=inside&limit=1`)
  const { incidents } = (await answer.json()) as { incidents: { id: number }[] }
  const incident = (await (await fetch(`${url}/api/incidents/${incidents[0]?.id}`)).json()) as {
    chain: { code: string }[]
  }
  return incident.chain.map(({ code }) => code)
}

function questionsOf(chain: readonly string[]): Question[] {
  const ask = (query: string, who = 'commander'): Question => ({ who, query })
  const [largest = ''] = chain
  const leaf = chain.at(-1) ?? ''
  const year = 365 * 86_400_000
  const lastYear = `from=${new Date(Date.now() - 1.5 * year).toISOString()}&to=${new Date(Date.now() - year).toISOString()}`
  return [
    // the lists of the inbox, as the page asks for them
    ask('status=open'),
    ...['worker', 'lead-small', 'lead-large', 'department'].map(who => ask('status=open&assignee=me', who)),
    ...chain.map(code => ask(`status=open&grid=${code}`, 'lead-small')),
    ask('status=open&due=overdue'),
    ask('status=feedback'),
    ask('status=open&request=any'),
    ask('status=open&reason=outside'),
    // one filter over everything
    ask(''),
    ask('status=finished'),
    ...['reported', 'filed', 'dispatched', 'handling', 'suspended', 'closed', 'evaluated', 'void'].map(one =>
      ask(`status=${one}`),
    ),
    ...chain.map(code => ask(`grid=${code}`)),
    ask('class=E0104'),
    ask('net=governance'),
    ask('reason=outside'),
    ask('reason=near,on-border'),
    ask('reason=named-grid'),
    ask(lastYear),
    ...['overdue', 'amber', 'green'].map(due => ask(`due=${due}`)),
    ...['overdue', 'amber', 'green'].map(due => ask(`due=${due}&status=open`)),
    ask('request=extension'),
    ask('assignee=me', 'worker'),
    ask('assignee=me', 'department'),
    ask('bbox=116.99,32.62,117.01,32.64'),
    ...counters.map(counter => ask(`counter=${counter}`)),
    // words
    ...['垃圾', '路灯不亮', '井盖', 'zzzz', '没有这样的案件', '楼', '社区 垃圾'].flatMap(words => [
      ask(`q=${words}`),
      ask(`status=open&q=${words}`),
    ]),
    // pairs
    ask(`grid=${largest}&due=overdue`),
    ask(`grid=${leaf}&q=垃圾`),
    ask(`grid=${largest}&class=E0104&status=finished`),
    ask(`grid=${leaf}&${lastYear}`),
    ask(`class=E0104&${lastYear}`),
    ask(`status=void&${lastYear}`),
    ask(`status=void&grid=${leaf}`),
    ask('status=closed&reason=outside'),
  ]
}

/** What the server does for a question, with the very statement that the API sends. */
async function explain(databaseUrl: string, { query, who }: Question): Promise<void> {
  const database = await openServer(databaseUrl, createLog('silent'))
  const address = null
  const ctx = {
    sql: database.sql,
    atlases: createAtlases(),
    heat: unfilledStore(),
    actor: visitor,
    now: new Date(),
    log: createLog('silent'),
  }
  const asked = Object.fromEntries(new URLSearchParams(query.replace('assignee=me', 'assignee=post:1')))
  const full = { ...ctx, address, keyring: undefined as never }
  const atlas = await full.atlases.at(full, full.now)
  const scope = await scopeOf(full, atlas, IncidentFilter.parse(asked))
  const plan = (await selectPage(explaining(database.sql), scope, 101, null)) as unknown as Record<
    string,
    string
  >[]
  console.log(`\n${who} ${query}\n${plan.map(line => Object.values(line)[0]).join('\n')}`)
  await database.close()
}

/** The same handle, but a page of incidents comes as its plan. */
function explaining(sql: Sql): Sql {
  return new Proxy(sql, {
    apply(target, self, [strings, ...values]: [TemplateStringsArray, ...unknown[]]) {
      const isPage = /from incident i\b[\s\S]*order by[\s\S]*limit/.test(strings.join(''))
      const said = isPage ? [`explain (analyze, buffers) ${strings[0]}`, ...strings.slice(1)] : strings
      return Reflect.apply(target as never, self, [Object.assign([...said], { raw: said }), ...values])
    },
  })
}

async function signIn(url: string, account: string): Promise<string> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password: `jingwei-${account}` }),
  })
  if (!answer.ok) throw new Error(`${account} cannot sign in: ${answer.status}`)
  return (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
}

function ms(value: number): string {
  return `${value.toFixed(0)} ms`.padStart(8)
}
