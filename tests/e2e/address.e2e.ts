import { expect, inject, test } from 'vitest'
import { readersOf, soon } from '../support/console-driver.ts'

const reader = readersOf(() => inject('consoleUrl'))

test('a link restores camera, level, layers, selection, filters, theme and language', async () => {
  const first = await reader()
  const { levels } = await first.get.api('city')
  const { grids } = await first.get.api(`grids?level=${levels[0].key}&limit=1`)
  const grid = grids[0]
  const view = {
    map: `${grid.labelPoint[0].toFixed(5)},${grid.labelPoint[1].toFixed(5)},13.50`,
    level: levels[1].key,
    show: 'districts,grids,heat',
    grid: grid.code,
    status: 'open',
    panel: 'incidents',
    theme: 'night',
    lang: 'en',
  }
  await first.given.view(view)
  await expect.poll(() => first.get.text('.panel'), soon).toContain(grid.name.zh)
  const address = first.page.url()

  const second = await reader()
  await second.page.goto(address)
  await expect.poll(() => second.get.text('.panel'), soon).toContain(grid.name.zh)
  for (const [field, value] of Object.entries(view)) expect(second.get.address(field), field).toBe(value)
  expect(await second.page.evaluate(() => document.documentElement.dataset.theme)).toBe('night')
  expect(await second.page.evaluate(() => document.documentElement.lang)).toContain('en')
})

test('moving the map is written to the address without adding steps back', async () => {
  const console = await reader()
  await console.given.view()
  const steps = await console.page.evaluate(() => history.length)
  await console.when.focusMap()
  await console.when.press('ArrowRight', 'ArrowRight', '+')
  await expect.poll(() => console.get.camera().zoom, soon).toBeGreaterThan(1)
  expect(await console.page.evaluate(() => history.length)).toBe(steps)
})

test('back takes a selection away', async () => {
  const console = await reader()
  const { levels } = await console.get.api('city')
  const { grids } = await console.get.api(`grids?level=${levels[1].key}&limit=1`)
  const [lon, lat] = grids[0].labelPoint
  await console.given.view({ map: `${lon},${lat},14`, show: 'grids' })
  await console.when.clickMap({ lon, lat })
  await expect.poll(() => console.get.address('grid'), soon).not.toBeNull()
  await console.page.goBack()
  await expect.poll(() => console.get.address('grid'), soon).toBeNull()
})

test('an address of nonsense opens the city', async () => {
  const console = await reader()
  await console.given.view({
    map: 'NaN,x,9',
    level: 'zzz',
    show: 'nothing',
    grid: '<b>',
    from: 'never',
    theme: 'pink',
  })
  // the API refuses the grid that is none, and the page says so in its panel
  expect(console.complaints.filter(text => !text.includes('400'))).toEqual([])
})
