import { expect, inject, test } from 'vitest'
import { zh as grids } from '../../web/src/grids/messages.zh.ts'
import { zh as incidents } from '../../web/src/incidents/messages.zh.ts'
import { zh as shell } from '../../web/src/shell/messages.zh.ts'
import { readersOf, soon } from '../support/console-driver.ts'
import { listenTo, type ScreenReader } from '../support/screen-reader.ts'

const reader = readersOf(() => inject('consoleUrl'))

/** Waits until it is said. */
async function hears(ears: ScreenReader, phrase: RegExp) {
  const said: string[] = []
  await expect
    .poll(async () => {
      said.push(...(await ears.heard()))
      return said
    }, soon)
    .toContainEqual(expect.stringMatching(phrase))
}

test('who hears the page knows where things are, walks the grid tree, and is told what is chosen', async () => {
  const console = await reader({ map: false })
  await console.given.view({ panel: 'tree' })
  await expect.poll(() => console.page.getByRole('row').count(), soon).toBeGreaterThan(3)
  const city = await console.get.api('city')
  const { grids: top } = await console.get.api(`grids?level=${city.levels[0].key}&limit=1`)
  const ears = await listenTo(console.page)
  const page = await ears.read(60)
  for (const landmark of ['banner', /^navigation, /, 'main', `complementary, ${shell.tree}`])
    expect(page).toContainEqual(typeof landmark === 'string' ? landmark : expect.stringMatching(landmark))
  expect(page).toContainEqual(expect.stringMatching(`^heading, .*${city.name.zh}, level 1$`))

  await console.page.locator('.skip').focus()
  await hears(ears, RegExp(`^button, ${shell.skipToTree}$`))
  await console.when.press('Enter')
  await hears(ears, RegExp(`^heading, ${grids.tree}, level 2$`))
  await console.when.press('Tab', 'Tab', 'Tab')
  const { zh: first } = top[0].name
  await hears(
    ears,
    RegExp(`^row, ${first}, not expanded, level 1, position 1, .*set size ${city.levels[0].count}$`),
  )
  await console.when.press('ArrowRight')
  await expect
    .poll(() => console.page.locator('[role=row][aria-level="2"]:not([aria-disabled])').count(), soon)
    .toBeGreaterThan(0)
  await console.when.press('ArrowDown')
  await hears(ears, /^row, .*, level 2, position 1, not selected, set size \d+$/)
  await console.when.press('Enter')
  await hears(ears, RegExp(`^assertive: 已选择 ${first}`))
  const row = await ears.read(2)
  expect(row[1]).toMatch(RegExp(`^button, ${grids.expand} `))
})

test('who hears the page makes a report, is told where it goes before it is sent, and afterwards that it has come', async () => {
  const console = await reader({ map: false })
  const { centers } = await console.get.api('centers?limit=1')
  const { lon, lat } = centers[0]
  const route = await console.get.api(`route?lon=${lon}&lat=${lat}`)
  await console.given.view({ panel: 'tree' })
  await expect.poll(() => console.page.getByRole('row').count(), soon).toBeGreaterThan(3)
  const ears = await listenTo(console.page)
  await console.when.press('r')
  await hears(ears, RegExp(`^heading, ${incidents.report}, level 2$`))
  const enter = console.page.getByRole('button', { name: incidents.enterPoint })
  await enter.focus()
  await console.when.press('Enter')
  await console.when.fill(incidents.longitude, String(lon))
  await console.when.fill(incidents.latitude, String(lat))
  await hears(ears, RegExp(`^textbox, ${incidents.latitude}`))
  await console.page.getByRole('button', { name: incidents.usePoint }).focus()
  await console.when.press('Enter')
  await hears(ears, RegExp(`^polite: .*${route.chain.at(-1).name.zh}`))
  await console.page.getByLabel(incidents.classSearch).focus()
  await console.when.write('路灯不亮')
  await expect.poll(() => console.page.getByRole('option').count(), soon).toBe(1)
  await console.when.press('ArrowDown', 'Enter')
  await expect.poll(() => console.get.text('.class-chosen'), soon).toContain('路灯不亮')
  await console.page.getByLabel(incidents.titleField).focus()
  await console.when.write('路灯不亮')
  await console.when.press('Enter')
  await hears(ears, RegExp(incidents.reported))
})
