import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { zh as incidents } from '../../web/src/incidents/messages.zh.ts'
import { type Driver, readersOf, soon } from '../support/console-driver.ts'
import { type CutLink, cutLink } from '../support/cut-link.ts'

let link: CutLink
beforeAll(async () => {
  link = await cutLink(inject('consoleUrl'))
})
afterAll(() => link.close())

const reader = readersOf(() => inject('consoleUrl'))
const readerOnLink = readersOf(() => link.url)

const feed = (console: Driver) => console.page.locator('.feed-status').getAttribute('data-feed')
const openCount = async (console: Driver) =>
  Number((await console.get.text('.time-bar-open strong')).replace(/\D/g, ''))

test('what one reader reports, another one sees without asking, counted once', async () => {
  const watching = await reader()
  const { lon, lat } = await somewhere(watching)
  await watching.given.view({ panel: 'incidents' })
  await expect.poll(() => feed(watching), soon).toBe('live')
  await expect.poll(() => openCount(watching), soon).toBeGreaterThan(0)

  const delays: number[] = []
  for (let report = 0; report < 3; report++) {
    const reporting = await reader({ map: false })
    const before = await openCount(watching)
    const title = `实时积水 ${Date.now()}`
    await reporting.given.page({ report: `${lon},${lat}` })
    await reporting.when.choose('路面积水')
    await reporting.when.fill(incidents.titleField, title)
    const seen = whenSeen(watching, title)
    const answered = reporting.page
      .waitForResponse(
        answer => answer.url().endsWith('/api/incidents') && answer.request().method() === 'POST',
      )
      .then(() => Date.now())
    await reporting.when.button(incidents.submit)
    delays.push((await seen) - (await answered))
    await expect.poll(() => openCount(watching), soon).toBe(before + 1)
    await reporting.page.close()
  }
  // A figure, not a gate: two browsers drawing without a graphics card share the machine with the server.
  console.log(`seen ${delays.join(', ')} ms after the answer to the report`)
})

test('a page whose link is cut says so, keeps its picture, and catches up', async () => {
  const console = await readerOnLink()
  const { lon, lat } = await somewhere(console)
  await console.given.view({ panel: 'incidents' })
  await expect.poll(() => feed(console), soon).toBe('live')
  await expect.poll(() => openCount(console), soon).toBeGreaterThan(0)
  const before = await openCount(console)

  link.cut()
  await expect.poll(() => feed(console), soon).toBe('lost')
  await expect.poll(() => console.get.text('.feed-status'), soon).toContain('连接中断')
  const title = `断线期间 ${Date.now()}`
  const other = await reader({ map: false })
  await other.given.reported({ lon, lat }, title)
  expect(await openCount(console)).toBe(before)

  link.mend()
  await expect.poll(() => feed(console), soon).toBe('live')
  await expect.poll(() => openCount(console), soon).toBe(before + 1)
  await console.page.getByText(title).first().waitFor()
})

/** The moment at which a row with this title was on the page, by the clock that the test has too. */
function whenSeen(console: Driver, title: string): Promise<number> {
  return console.page.evaluate(
    title =>
      new Promise<number>(resolve => {
        const observer = new MutationObserver(() => {
          if (!document.body.textContent?.includes(title)) return
          observer.disconnect()
          resolve(Date.now())
        })
        observer.observe(document.body, { subtree: true, childList: true, characterData: true })
      }),
    title,
  )
}

/** A place in a leaf grid. */
async function somewhere(console: Driver) {
  const { levels } = await console.get.api('city')
  const { grids } = await console.get.api(`grids?level=${levels.at(-1).key}&limit=1`)
  const [lon, lat]: [number, number] = grids[0].labelPoint
  return { lon: Number(lon.toFixed(5)), lat: Number(lat.toFixed(5)) }
}
