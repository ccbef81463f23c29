import { expect, inject, test } from 'vitest'
import { readersOf, soon } from '../support/console-driver.ts'

const reader = readersOf(() => inject('consoleUrl'))
const looks = [
  { language: 'zh-CN', scheme: 'light' },
  { language: 'zh-CN', scheme: 'dark' },
  { language: 'en-GB', scheme: 'light' },
  { language: 'en-GB', scheme: 'dark' },
] as const

test.each(looks)('axe finds nothing serious: map, grid and tree ($language, $scheme)', async look => {
  const console = await reader(look)
  const { levels } = await console.get.api('city')
  const { grids } = await console.get.api(`grids?level=${levels[0].key}&limit=1`)
  await console.given.view({ grid: grids[0].code, panel: 'tree' })
  await expect.poll(() => console.get.text('.panel'), soon).toContain(grids[0].name.zh)
  await expect.poll(() => console.page.getByRole('row').count(), soon).toBeGreaterThan(3)
  expect(await console.get.faults()).toEqual([])
})

test.each(looks)('axe finds nothing serious: report, table and heat ($language, $scheme)', async look => {
  const console = await reader(look)
  const { centers } = await console.get.api('centers?limit=1')
  const name = look.language === 'zh-CN' ? centers[0].name.zh : centers[0].name.en
  await console.given.view({
    report: `${centers[0].lon},${centers[0].lat}`,
    panel: 'incidents',
    show: 'grids,names,centers,incidents,heat',
  })
  await expect.poll(() => console.get.text('.report-preview'), soon).toContain(name)
  await expect.poll(() => console.page.getByRole('row').count(), soon).toBeGreaterThan(3)
  expect(await console.get.faults()).toEqual([])
})

test.each(['search', 'about', 'sign-in'])('axe finds nothing serious: the %s dialog', async dialog => {
  const console = await reader({ map: false })
  await console.given.view({ dialog })
  await console.page.getByRole('dialog').waitFor()
  expect(await console.get.faults()).toEqual([])
})
