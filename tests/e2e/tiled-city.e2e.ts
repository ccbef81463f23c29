import { expect, inject, test } from 'vitest'
import { readersOf, soon } from '../support/console-driver.ts'

const reader = readersOf(() => inject('consoleUrl'))

test('a city that is too large to be loaded as a whole is drawn from tiles; pointing, pressing and choosing work', async () => {
  const console = await reader()
  const { page } = console
  // told of the demo city, which is small
  await page.route('**/api/city', async route => {
    const answer = await route.fetch()
    const city = await answer.json()
    await route.fulfill({ response: answer, json: { ...city, grids: { ...city.grids, tiled: true } } })
  })
  const asked: string[] = []
  page.on('request', request => asked.push(new URL(request.url()).pathname))
  const { levels, version } = await console.get.api('city')
  const leaf: string = levels.at(-1).key
  const { grids } = await console.get.api(`grids?level=${leaf}&limit=40`)
  const { code, labelPoint, chain } = await console.get.api(`grids/${grids.at(-1).code}`)
  const [lon, lat] = labelPoint

  await page.goto(`${inject('consoleUrl')}/?lang=zh&map=${lon},${lat},16&show=grids,names`)
  await expect
    .poll(() => page.evaluate(() => performance.getEntriesByName('map-drawn').length), soon)
    .toBeGreaterThan(0)
  expect(asked.filter(path => path.startsWith(`/tiles/grids/${version}/`)).length).toBeGreaterThan(0)
  expect(asked.filter(path => path.endsWith('/topology'))).toEqual([])

  const box = await page.locator('.map-canvas').boundingBox()
  if (box === null) throw new Error('there is no map')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x - 2, y)
  await page.mouse.move(x, y)
  const card = page.locator('.hover-line')
  await expect.poll(() => card.count(), soon).toBe(levels.length)
  for (const { name } of chain) expect((await card.allTextContents()).join()).toContain(name.zh)

  await page.mouse.click(x, y)
  await expect.poll(() => console.get.address('grid'), soon).toBe(code)
  const panel = page.locator('.inspector')
  await expect.poll(() => panel.textContent(), soon).toContain(chain.at(-1).name.zh)

  // chosen elsewhere than on the map: the map goes there
  const [top] = chain
  await page.getByRole('button', { name: top.name.zh }).first().click()
  await expect.poll(() => console.get.address('grid'), soon).toBe(top.code)
  await expect.poll(() => console.get.address('map'), soon).not.toContain(',16')
  expect(asked.filter(path => path.endsWith('/topology'))).toEqual([])
})
