import { expect, inject, test } from 'vitest'
import { zh as problems } from '../../web/src/i18n/problems.zh.ts'
import { zh as incidents } from '../../web/src/incidents/messages.zh.ts'
import { zh as shell } from '../../web/src/shell/messages.zh.ts'
import { zh as ui } from '../../web/src/ui/messages.zh.ts'
import { readersOf, soon } from '../support/console-driver.ts'

const reader = readersOf(() => inject('consoleUrl'))

test('without an API the page says so, and opens by itself when it is back', async () => {
  const console = await reader()
  await console.given.apiDown()
  await console.given.page()
  await expect.poll(() => console.get.text('body'), soon).toContain(shell.unreachable)
  expect(await console.get.faults()).toEqual([])
  await console.given.apiUp()
  await expect.poll(() => console.page.locator('.map-canvas').count(), soon).toBe(1)
})

test('a page that loses its API keeps its picture and says how old it is', async () => {
  const console = await reader()
  await console.given.view()
  await console.given.apiDown()
  await console.when.press('h')
  await expect.poll(() => console.get.text('body'), soon).toMatch(sentence(shell.offline('·')))
  expect(await console.page.locator('.map-canvas canvas').count()).toBeGreaterThan(0)
  await console.given.apiUp()
  await expect.poll(() => console.get.text('body'), soon).not.toMatch(sentence(shell.offline('·')))
})

test('while the database is away a report is refused in words, kept as it was typed, and sent once when it is back', async () => {
  const console = await reader({ map: false })
  const { grids } = await console.get.api('grids?limit=1')
  const title = `数据库断开时上报 ${Date.now()}`
  await console.given.view({ report: grids[0].labelPoint.join() })
  await console.when.choose('路面积水')
  await console.when.fill(incidents.titleField, title)
  await console.given.databaseAway()
  await console.when.button(incidents.submit)
  await expect
    .poll(() => console.get.text('.report-end [role=alert]'), soon)
    .toContain(problems['database-unavailable'])
  // the page asks of itself, and says how old its picture is
  await expect.poll(() => console.get.text('body'), soon).toMatch(sentence(shell.offline('·')))
  const typed = () => console.page.getByLabel(incidents.titleField).inputValue()
  expect(await typed()).toBe(title)
  await console.given.apiUp()
  await expect.poll(() => console.get.text('body'), soon).not.toMatch(sentence(shell.offline('·')))
  expect(await typed()).toBe(title)
  await console.when.button(incidents.submit)
  await expect.poll(() => console.get.text('.receipt'), soon).toContain(incidents.reported)
  expect((await console.get.api(`incidents?q=${encodeURIComponent(title)}`)).incidents).toHaveLength(1)
})

test('a panel that cannot load offers to try again, and does', async () => {
  const console = await reader({ map: false })
  const { levels } = await console.get.api('city')
  const { grids } = await console.get.api(`grids?level=${levels[0].key}&limit=1`)
  const detail = `**/api/grids/${grids[0].code}*`
  await console.page.route(detail, route => route.abort('connectionrefused'))
  await console.given.view({ grid: grids[0].code })
  const retry = console.page.locator('.panel').getByRole('button', { name: ui.retry })
  await retry.waitFor()
  await console.page.unroute(detail)
  await retry.click()
  await expect.poll(() => console.get.text('.panel'), soon).toContain(grids[0].name.zh)
})

test('a case that does not exist is said not to exist', async () => {
  const console = await reader({ map: false })
  await console.given.view({ incident: '999999999' })
  await expect.poll(() => console.get.text('.panel'), soon).toContain('没有这件案件')
})

/** A sentence with a gap for what is filled in. */
function sentence(text: string): RegExp {
  return new RegExp(
    text
      .split('·')
      .map(part => part.replace(/[.()]/g, '\\$&'))
      .join('.+'),
  )
}
