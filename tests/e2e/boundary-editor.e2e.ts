import { expect, inject, test } from 'vitest'
import { zh } from '../../web/src/editor/messages.zh.ts'
import { readersOf, soon } from '../support/console-driver.ts'

const url = () => inject('consoleUrl')
const reader = readersOf(url)
type Spot = [number, number]
type Desk = Awaited<ReturnType<typeof reader>>

test('an officer draws: a drag, a refusal that bounces back, a merge undone; a lost connection and a reload lose nothing; handed in and taken back', async () => {
  const desk = await reader()
  const { page } = desk
  const ask = asOfficer(desk)
  await ask('session', { account: 'commander', password: 'jingwei-commander' })
  const { id } = await ask('drafts', { title: '端到端' })
  const { lon, lat } = await junction()
  await desk.given.page({ edit: `${id}`, map: `${lon},${lat},15`, show: 'grids' })
  await expect.poll(() => page.locator('.edit-still').count(), soon).toBe(1)

  // the middle of the map is a vertex where borders meet: a tap beside it selects one of them
  const [x, y] = await middle(desk)
  await page.mouse.click(x, y)
  await expect.poll(() => desk.get.text('.editor-selected'), soon).toContain('｜')
  expect(await desk.get.text('.also-moves')).toContain(zh.alsoMoves)
  await hold(desk, [x, y], [x + 20, y + 14])
  await expect.poll(() => desk.get.text('.figures'), soon).toMatch(/[+−]/)
  await page.mouse.up()
  await expect.poll(() => steps(desk), soon).toEqual([expect.stringContaining(zh.steps.move)])

  // far across other borders: said while dragging, and nothing is done
  await hold(desk, [x + 20, y + 14], [x + 300, y + 240])
  await expect.poll(() => desk.get.text('.news-refused'), soon).toContain(zh.refused('').trim())
  await page.mouse.up()
  await expect.poll(() => saved(desk), soon).toContain(zh.saving.saved('0'))
  expect(await steps(desk)).toHaveLength(1)
  expect(await desk.get.faults()).toEqual([])

  // a grid is chosen and merged without a pointer, and the step is taken back
  const name = ((await desk.get.text('.also >> nth=-1')).split(' ')[1] ?? '').trim()
  await desk.when.press('Escape')
  await page.getByRole('searchbox', { name: zh.findGrid }).fill(name)
  await desk.when.press('Enter')
  await expect.poll(() => desk.get.text('.editor-selected'), soon).toBe(name)
  await page.getByRole('button', { name: zh.merge, exact: true }).press('Enter')
  await expect.poll(() => steps(desk), soon).toHaveLength(2)
  await desk.when.press('Control+z')
  await expect.poll(() => page.locator('.step-undone').count(), soon).toBe(1)
  await expect.poll(() => saved(desk), soon).toContain(zh.saving.saved('0'))

  // without a connection a step waits on this device, over a reload too
  await desk.given.apiDown()
  await page.getByRole('button', { name: zh.rename }).press('Enter')
  await page.getByLabel(zh.name, { exact: true }).fill('改过的网格')
  await desk.when.press('Enter')
  await expect.poll(() => saved(desk), soon).toContain(zh.saving.waiting('1'))
  await desk.given.apiUp()
  await desk.when.reload()
  await expect
    .poll(() => steps(desk), soon)
    .toEqual([expect.stringContaining(zh.steps.rename), expect.stringContaining(zh.steps.move)])
  await expect.poll(() => saved(desk), soon).toContain(zh.saving.saved('0'))

  await page.getByRole('button', { name: zh.showImpact }).click()
  await expect.poll(() => desk.get.text('.effects'), soon).toContain('改过的网格')
  await page.getByRole('button', { name: zh.turns.submit }).click()
  await expect.poll(() => desk.get.text('.panel'), soon).toContain(zh.needsAnother)
  expect(await page.locator('.tool').count()).toBe(0)
  await page.getByRole('button', { name: zh.takeDraftBack }).click()
  await expect.poll(() => page.locator('.tool').count(), soon).toBe(3)
  await page.getByRole('button', { name: zh.turns.discard }).click()
  await expect.poll(() => desk.get.address('edit'), soon).toBe('list')
  expect(await ask(`drafts/${id}`)).toMatchObject({ state: 'discarded' })
})

test('on a tablet a finger drags a vertex; on a phone drawing asks for room', async () => {
  const desk = await reader({ screen: [1024, 768], touch: true })
  const { page } = desk
  const ask = asOfficer(desk)
  await ask('session', { account: 'commander', password: 'jingwei-commander' })
  const { id } = await ask('drafts', { title: '平板' })
  const { lon, lat } = await junction()
  await desk.given.page({ edit: `${id}`, map: `${lon},${lat},15`, show: 'grids' })
  await expect.poll(() => page.locator('.edit-still').count(), soon).toBe(1)
  const [x, y] = await middle(desk)
  await page.touchscreen.tap(x, y)
  await expect.poll(() => desk.get.text('.editor-selected'), soon).toContain('｜')
  await drag(desk, [x, y], [x + 20, y + 14])
  await expect.poll(() => steps(desk), soon).toEqual([expect.stringContaining(zh.steps.move)])
  expect(await desk.get.address('map')).toBe(`${lon},${lat},15`)
  await expect.poll(() => saved(desk), soon).toContain(zh.saving.saved('0'))

  await page.setViewportSize({ width: 390, height: 844 })
  await expect.poll(() => desk.get.text('.panel'), soon).toContain(zh.needsRoom)
  expect(await page.locator('.tool').count()).toBe(0)
  expect(await desk.get.overflows()).toBe(false)
  await page.getByRole('button', { name: zh.turns.discard }).click()
  await expect.poll(() => desk.get.address('edit'), soon).toBe('list')
})

/** With one finger. */
async function drag({ page }: Desk, from: readonly [number, number], to: readonly [number, number]) {
  const screen = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove', share: number) =>
    screen.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: [{ x: from[0] + (to[0] - from[0]) * share, y: from[1] + (to[1] - from[1]) * share }],
    })
  await touch('touchStart', 0)
  for (const share of [0.3, 0.7, 1]) await touch('touchMove', share)
  await screen.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

function asOfficer({ page }: Desk) {
  return async (path: string, data?: object) => {
    const method = data === undefined ? 'GET' : 'POST'
    const answer = await page.context().request.fetch(`${url()}/api/${path}`, {
      ...{ method, headers: { origin: url() } },
      ...(data === undefined ? {} : { data }),
    })
    expect(answer.ok(), path).toBe(true)
    return answer.json()
  }
}

async function hold(desk: Desk, from: readonly [number, number], to: readonly [number, number]) {
  await desk.page.mouse.move(...from)
  await desk.page.mouse.down()
  await desk.page.mouse.move(...to, { steps: 3 })
}

async function middle(desk: Desk): Promise<[number, number]> {
  const box = await desk.page.locator('.map-canvas').boundingBox()
  if (!box) throw new Error('there is no map')
  return [box.x + box.width / 2, box.y + box.height / 2]
}

const steps = (desk: Desk) => desk.page.locator('.step').allInnerTexts()
const saved = (desk: Desk) => desk.get.text('.saving-state')

/** Room that a vertex should have around it to be dragged a little, in units of 1e-7 degrees: some 70 metres. */
const room = 7000

/** A place inside the city where three borders meet and no other vertex is near. */
async function junction(): Promise<{ lon: number; lat: number }> {
  const { version } = await (await fetch(`${url()}/api/city`)).json()
  const { arcs, objects } = await (await fetch(`${url()}/api/grids/${version}/topology`)).json()
  const faces = objects.faces.geometries.flatMap((face: { arcs: number[][] }) => face.arcs.flat())
  const sides = new Map<number, number>()
  for (const arc of faces) sides.set(arc < 0 ? ~arc : arc, (sides.get(arc < 0 ? ~arc : arc) ?? 0) + 1)
  const reaches = new Map<string, number[]>()
  for (const [i, [first, ...rest]] of (arcs as [Spot, ...Spot[]][]).entries()) {
    const last = rest.reduce<Spot>(([a, b], [dx, dy]) => [a + dx, b + dy], first)
    for (const [end, step] of [[first, rest[0]] as const, [last, rest.at(-1)] as const]) {
      const reach = step !== undefined && sides.get(i) === 2 ? Math.hypot(...step) : 0
      reaches.set(`${end}`, [...(reaches.get(`${end}`) ?? []), reach])
    }
  }
  const off = (lengths: number[]) => Math.abs(Math.min(...lengths) - room)
  const meeting = [...reaches].filter(([, lengths]) => lengths.length === 3)
  const [place = ''] = meeting.sort(([, a], [, b]) => off(a) - off(b))[0] ?? []
  const [lon = 0, lat = 0] = place.split(',').map(Number)
  return { lon: lon / 1e7, lat: lat / 1e7 }
}
