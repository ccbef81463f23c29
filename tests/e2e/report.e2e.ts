import { expect, inject, test } from 'vitest'
import { zh as incidents } from '../../web/src/incidents/messages.zh.ts'
import { type Driver, type Place, readersOf, soon } from '../support/console-driver.ts'

const reader = readersOf(() => inject('consoleUrl'))

test('a report is dropped on the map, routed before it is sent, sent, and heats the map', async () => {
  const console = await reader()
  const place = await somewhere(console)
  const before = await openTotal(console)
  await console.given.view({ map: `${place.lon},${place.lat},15`, show: 'grids,names,heat' })
  await expect.poll(() => console.get.text('.heat-legend'), soon).toContain(figure(before))

  await console.when.askMap(place)
  const expected = await console.get.api(`route?lon=${place.lon}&lat=${place.lat}`)
  const preview = () => console.get.text('.report-preview')
  for (const link of expected.chain) await expect.poll(preview, soon).toContain(link.name.zh)
  expect(await preview()).toContain(expected.owner.name)
  expect(await preview()).toContain(expected.center.name.zh)

  const title = `路面积水 ${Date.now()}`
  await console.when.choose('路面积水')
  await console.when.fill(incidents.titleField, title)
  await console.when.button(incidents.submit)
  await expect.poll(() => console.get.text('.receipt'), soon).toContain(incidents.reported)

  const { incidents: found } = await console.get.api(`incidents?q=${encodeURIComponent(title)}`)
  expect(found).toHaveLength(1)
  expect(await console.get.text('.receipt')).toContain(found[0].number)
  const incident = await console.get.api(`incidents/${found[0].id}`)
  expect(incident.chain).toEqual(expected.chain)
  expect(incident.route.owner).toEqual(expected.owner)

  expect(await openTotal(console)).toBe(before + 1)
  await expect.poll(() => console.get.text('.heat-legend'), soon).toContain(figure(before + 1))
})

test('R reports by keyboard and pointer, Esc takes it back', async () => {
  const console = await reader()
  const place = await somewhere(console)
  await console.given.view({ map: `${place.lon},${place.lat},15` })
  await console.when.press('r')
  await expect.poll(() => console.get.address('report'), soon).toBe('pick')
  await console.when.clickMap(place)
  await expect.poll(() => distance(console.get.address('report'), place), soon).toBeLessThan(1e-4)
  await console.when.press('Escape')
  await expect.poll(() => console.get.address('report'), soon).toBeNull()
})

test('what was typed survives an API that is down and a reload', async () => {
  const console = await reader({ map: false })
  const { lon, lat } = await somewhere(console)
  await console.given.view({ map: `${lon},${lat},15`, report: `${lon},${lat}` })
  await console.when.choose('路面积水')
  await console.when.fill(incidents.titleField, '井盖旁积水')
  await console.given.apiDown()
  await console.when.button(incidents.submit)
  await expect.poll(() => console.get.text('.report-end [role=alert]'), soon).not.toBe('')
  await console.given.apiUp()
  await console.when.reload()
  await expect.poll(() => console.page.getByLabel(incidents.titleField).inputValue(), soon).toBe('井盖旁积水')
  expect(await console.get.text('.class-chosen')).toContain('路面积水')
})

test('hovering names the whole chain of grids, and a click opens the grid', async () => {
  const console = await reader()
  const place = await somewhere(console)
  const { chain } = await console.get.api(`route?lon=${place.lon}&lat=${place.lat}`)
  await console.given.view({ map: `${place.lon},${place.lat},14`, show: 'grids,names' })
  await console.when.hoverMap(place)
  for (const link of chain)
    await expect.poll(() => console.get.text('.hover-card'), soon).toContain(link.name.zh)
  await console.when.clickMap(place)
  await expect
    .poll(() => chain.map((link: { code: string }) => link.code).includes(console.get.address('grid')), soon)
    .toBe(true)
  const selected = await console.get.api(`grids/${console.get.address('grid')}`)
  await expect.poll(() => console.get.text('.panel'), soon).toContain(selected.name.zh)
  expect(await console.get.text('.panel')).toContain(selected.posts[0].person.name)
})

test('a report outside every grid is said to go to the city, not refused', async () => {
  const console = await reader({ map: false })
  const { bounds } = await console.get.api('city')
  const [west, south] = bounds
  await console.given.view({ report: `${west - 0.02},${south - 0.02}` })
  await expect.poll(() => console.get.text('.report-preview'), soon).toContain('不在任何网格内')
})

/** A place in a leaf grid, away from the symbols of centers. */
async function somewhere(console: Driver): Promise<Place> {
  const { levels } = await console.get.api('city')
  const { grids } = await console.get.api(`grids?level=${levels.at(-1).key}&limit=1`)
  const [lon, lat] = grids[0].labelPoint
  return { lon: Number(lon.toFixed(5)), lat: Number(lat.toFixed(5)) }
}

async function openTotal(console: Driver): Promise<number> {
  return (await console.get.api('heat?status=open')).total
}

const figure = (count: number): string => new Intl.NumberFormat('zh-CN').format(count)

function distance(text: string | null, { lon, lat }: Place): number {
  const [x = 0, y = 0] = (text ?? '').split(',').map(Number)
  return Math.hypot(x - lon, y - lat)
}
