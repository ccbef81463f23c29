import { City } from '@jingwei/api/city/contract.ts'
import { Draft, type DraftOperation, Versions } from '@jingwei/api/drafts/contract.ts'
import { checkCoverage } from '@jingwei/geodata/geometry/coverage.ts'
import { decodeTopology, type GridTopology } from '@jingwei/geodata/geometry/topology.ts'
import { bendsOf } from '../support/bends.ts'
import { startConsole } from '../support/console-process.ts'
import { signIn } from '../support/demo-person.ts'
import { drill } from '../support/drill.ts'
import { cityUrl } from '../support/prepared-city.ts'

/**
 * Proves that boundaries published at the same moment, on PostGIS by two processes, become one version after the other: a draft that is
 * published four times at once becomes one version, drafts far from each other become two, of two that change the same grid one wins
 * and the other is told, and what is in force tiles the city exactly. Reports come in all the while and none is refused.
 */
const rounds = 4

await drill('two-publishers', { on: ['postgis', 'embedded'] }, async d => {
  const one = await d.start()
  await one.ready()
  const second =
    d.cluster === null
      ? one
      : await startConsole({ DATA_DIR: d.dataDir, DATABASE_URL: cityUrl(d.cluster), REPORTS_PER_MINUTE: '0' })
  if (second !== one) d.later(() => second.kill())
  await second.ready()

  const officer = await signIn(one.url, 'commander')
  const reviewers = [
    await signIn(one.url, 'administrator'),
    await signIn(second.url, 'administrator'),
  ] as const
  const city = City.parse(await answerOf(`${one.url}/api/city`))
  const levels = city.levels.map(({ key }) => key)
  const topology: GridTopology = await answerOf(`${one.url}/api/grids/${city.version}/topology`)
  const bends = bendsOf(topology, levels)
  d.say(`${bends.length} borders that can be bent`)

  let reporting = true
  const refused: string[] = []
  let reported = 0
  const reports = (async () => {
    while (reporting) {
      const answer = await officer.post('/api/incidents', {
        ...{ lon: bends[0]?.lon, lat: bends[0]?.lat, classCode: city.classes[0]?.code, title: '发布时上报' },
      })
      if (answer.status === 201) reported++
      else refused.push(`${answer.status} ${await answer.text()}`)
    }
  })()

  const approved = async (operations: DraftOperation[]) => {
    const draft = Draft.parse(await (await officer.post('/api/drafts', { title: '演练' })).json())
    const changed = await officer.post(`/api/drafts/${draft.id}/operations`, { rev: 0, operations })
    if (!changed.ok) throw new Error(`not drawn: ${await changed.text()}`)
    await officer.post(`/api/drafts/${draft.id}/submit`)
    await reviewers[0].post(`/api/drafts/${draft.id}/approve`)
    return draft.id
  }
  const publish = async (by: 0 | 1, id: number) => {
    const answer = await reviewers[by].post(`/api/drafts/${id}/publish`)
    const body: { version?: number; code?: string } = await answer.json()
    return answer.ok ? `version ${body.version}` : `${answer.status} ${body.code}`
  }
  const versions = async () => Versions.parse(await answerOf(`${one.url}/api/versions`)).versions

  const before = (await versions()).length
  let same = 0
  let apart = 0
  let contested = 0
  for (let round = 0; round < rounds; round++) {
    const [near, far, again] = [bends[2 * round], bends[bends.length - 1 - 2 * round], bends[2 * round + 1]]
    if (near === undefined || far === undefined || again === undefined) throw new Error('too small a city')
    const first = await approved(near.operations)
    const other = await approved(far.operations)
    const answers = await Promise.all([
      publish(0, first),
      publish(1, first),
      publish(1, other),
      publish(0, first),
      publish(1, first),
    ])
    const [a, b, c, e, f] = answers
    if (new Set([a, b, e, f]).size === 1 && a?.startsWith('version')) same++
    else d.say(`round ${round}: ${answers.join(', ')}`)
    if (c?.startsWith('version') && c !== a) apart++
    const [mine, theirs] = [await approved(again.operations), await approved(again.otherwise)]
    const outcome = (await Promise.all([publish(0, mine), publish(1, theirs)])).sort()
    if (outcome[0] === '409 draft-conflict' && outcome[1]?.startsWith('version')) contested++
    else d.say(`round ${round}: ${outcome.join(', ')}`)
  }
  reporting = false
  await reports

  const after = await versions()
  d.check(same === rounds, 'a draft published four times at once became one version', `${same} of ${rounds}`)
  d.check(apart === rounds, 'a draft far away became another one', `${apart} of ${rounds}`)
  d.check(
    contested === rounds,
    'of two that change the same grid one won and one was told',
    `${contested} of ${rounds}`,
  )
  d.check(after.length === before + 3 * rounds, 'versions', `${before} before, ${after.length} after`)
  const chain = after.every(({ version, base }) => base === null || base < version)
  d.check(chain && new Set(after.map(({ base }) => base)).size === after.length, 'each on the one before it')
  const last: GridTopology = await answerOf(`${second.url}/api/grids/${after[0]?.version}/topology`)
  const [was, is] = [checkCoverage(decodeTopology(topology)), checkCoverage(decodeTopology(last))]
  d.check(
    is.faults.length === 0 && is.twiceAreaOfUnion === was.twiceAreaOfUnion,
    'the last one tiles the city, to the last unit',
  )
  d.check(
    refused.length === 0,
    'reports refused meanwhile',
    `${refused.length} of ${reported + refused.length} ${refused[0] ?? ''}`,
  )
})

async function answerOf<T>(url: string): Promise<T> {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${answer.status} ${url}`)
  return (await answer.json()) as T
}
