import { expect, inject, test } from 'vitest'
import { zh as heat } from '../../web/src/heat/messages.zh.ts'
import { type Driver, readersOf, soon } from '../support/console-driver.ts'
import { pictureOf } from '../support/picture.ts'

const reader = readersOf(() => inject('consoleUrl'))
/** Nothing else on the map that has a colour. */
const hexagonsOnly = { show: 'grids,heat', heat: 'hexagon', theme: 'paper' }

test('the heat is seen in hexagons, and smooth when they cannot be drawn any longer', async () => {
  const console = await reader()
  await console.given.view(hexagonsOnly)
  await expect.poll(() => console.get.text('.hexagon-steps'), soon).toMatch(/^1/)
  expect(await console.get.text('.heat-legend')).toContain('件/六边形（边长')
  await expect.poll(() => hotPixels(console), soon).toBeGreaterThan(1000)
  expect(console.complaints).toEqual([])

  const context = await console.page.locator('.map-canvas canvas').evaluateHandle(handleOfContext)
  await context.evaluate(lose => lose?.loseContext())
  await expect.poll(() => console.get.text('.heat-legend'), soon).toContain(heat.noHexagons)
  await context.evaluate(lose => lose?.restoreContext())
  await expect.poll(() => console.get.text('.heat-legend'), soon).toContain('件/格')
  await expect.poll(() => hotPixels(console), soon).toBeGreaterThan(1000)
  expect(console.get.address('heat')).toBe('hexagon')
  // asked for again they cannot be had on what was lost, and nobody is shown a legend of nothing
  await console.page.locator('.heat-look', { hasText: heat.looks.hexagon }).click()
  await expect.poll(() => console.get.text('.heat-legend'), soon).toContain(heat.noHexagons)
  await expect.poll(() => hotPixels(console), soon).toBeGreaterThan(1000)
})

test('the look of the heat is chosen by keyboard', async () => {
  const console = await reader()
  await console.given.view({ ...hexagonsOnly, heat: '' })
  await console.page.getByRole('radio', { name: heat.looks.smooth }).focus()
  await console.when.press('ArrowRight')
  await expect.poll(() => console.get.address('heat'), soon).toBe('hexagon')
  await console.when.press('ArrowLeft')
  await expect.poll(() => console.get.address('heat'), soon).toBeNull()
})

/** Takes the map's drawing away and gives it back, as when a graphics driver starts anew. */
function handleOfContext(canvas: Element) {
  return (canvas as HTMLCanvasElement).getContext('webgl2')?.getExtension('WEBGL_lose_context')
}

/** Points of the map in the upper half of the ramp on paper, orange to wine. */
async function hotPixels({ page }: Driver): Promise<number> {
  const box = await page.locator('.map-canvas').boundingBox()
  if (box === null) throw new Error('there is no map')
  // beside the rail
  const clip = { x: box.x + 240, y: box.y, width: box.width - 240, height: box.height - 40 }
  const points = await pictureOf(page, clip)
  let hot = 0
  for (let i = 0; i < points.length; i += 3) if ((points[i] ?? 0) - (points[i + 2] ?? 0) > 70) hot++
  return hot
}
