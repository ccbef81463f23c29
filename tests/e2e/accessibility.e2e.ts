import { expect, inject, test } from 'vitest'
import { type Driver, readersOf, soon } from '../support/console-driver.ts'

const reader = readersOf(() => inject('consoleUrl'))
const languages = ['zh-CN', 'en-GB'] as const

test.each(languages)('axe finds nothing serious, light and dark: map, grid and tree (%s)', async language => {
  const console = await reader({ language })
  const { levels } = await console.get.api('city')
  const { grids } = await console.get.api(`grids?level=${levels[0].key}&limit=1`)
  await console.given.view({ grid: grids[0].code, panel: 'tree' })
  await expect.poll(() => console.get.text('.panel'), soon).toContain(grids[0].name.zh)
  await expect.poll(() => console.page.getByRole('row').count(), soon).toBeGreaterThan(3)
  await faultless(console)
})

test.each(languages)(
  'axe finds nothing serious, light and dark: report, table and heat (%s)',
  async language => {
    const console = await reader({ language })
    const { centers } = await console.get.api('centers?limit=1')
    const name = language === 'zh-CN' ? centers[0].name.zh : centers[0].name.en
    await console.given.view({
      report: `${centers[0].lon},${centers[0].lat}`,
      panel: 'incidents',
      show: 'grids,names,centers,incidents,heat',
    })
    await expect.poll(() => console.get.text('.report-preview'), soon).toContain(name)
    await expect.poll(() => console.page.getByRole('row').count(), soon).toBeGreaterThan(3)
    await faultless(console)
  },
)

test.each(['search', 'about', 'sign-in'])('axe finds nothing serious: the %s dialog', async dialog => {
  const console = await reader({ map: false })
  await console.given.view({ dialog })
  await console.page.getByRole('dialog').waitFor()
  expect(await console.get.faults()).toEqual([])
})

/** In the light, and when it gets dark. */
async function faultless({ get, page }: Driver) {
  const theme = () => page.locator('html').getAttribute('data-theme')
  const before = await theme()
  expect(await get.faults()).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(theme, soon).not.toBe(before)
  expect(await get.faults()).toEqual([])
}
