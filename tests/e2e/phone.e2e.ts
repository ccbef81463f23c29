import { expect, inject, test } from 'vitest'
import { readersOf, screens, soon } from '../support/console-driver.ts'

const reader = readersOf(() => inject('consoleUrl'))
const phone = { screen: screens.phone, touch: true } as const

test('on a phone the map fills the screen and nothing sticks out', async () => {
  const console = await reader(phone)
  await console.given.view()
  const map = await console.page.locator('.map-canvas').boundingBox()
  expect(map?.width).toBe(screens.phone[0])
  expect(map?.height).toBeGreaterThan(screens.phone[1] * 0.75)
  expect(await console.get.overflows()).toBe(false)
  expect(await console.get.faults()).toEqual([])
})

test('on a phone a tap opens the grid in a sheet that leaves the map in sight', async () => {
  const console = await reader(phone)
  const { levels } = await console.get.api('city')
  const { grids } = await console.get.api(`grids?level=${levels[1].key}&limit=1`)
  const [lon, lat] = grids[0].labelPoint
  await console.given.view({ map: `${lon},${lat},14`, show: 'grids' })
  await console.when.tapMap({ lon, lat })
  await expect.poll(() => console.get.address('grid'), soon).not.toBeNull()
  const grid = await console.get.api(`grids/${console.get.address('grid')}`)
  await expect.poll(() => console.get.text('.panel'), soon).toContain(grid.name.zh)
  const sheet = await console.page.locator('.panel').boundingBox()
  expect(sheet?.y).toBeGreaterThan(screens.phone[1] * 0.2)
  expect(await console.get.overflows()).toBe(false)
})

test('on a phone a report is made from a link', async () => {
  const console = await reader(phone)
  const { centers } = await console.get.api('centers?limit=1')
  await console.given.view({ report: `${centers[0].lon},${centers[0].lat}` })
  await expect.poll(() => console.get.text('.report-preview'), soon).toContain(centers[0].name.zh)
  expect(await console.get.overflows()).toBe(false)
})
