import { expect, inject, test } from 'vitest'
import { zh as access } from '../../web/src/access/messages.zh.ts'
import { zh as duplicates } from '../../web/src/duplicates/messages.zh.ts'
import { zh as incidents } from '../../web/src/incidents/messages.zh.ts'
import { type Driver, readersOf, soon } from '../support/console-driver.ts'

const url = () => inject('consoleUrl')
const reader = readersOf(url)

test('a matter reported twice: the second reporter is shown the first and joins it, the desk separates and joins again', async () => {
  const console = await reader({ map: false })
  const { lon, lat, classCode, className } = await somewhere(console)
  const title = `路口一堆垃圾没人清 ${Date.now()}`
  const { id: head } = await reported({ lon, lat, classCode, title })

  await console.given.page({ report: `${lon + 1e-4},${lat}` })
  await console.when.choose(className)
  await console.when.fill(incidents.titleField, '路口有一堆垃圾')
  const suggestion = console.page.locator('.case-line', { hasText: title })
  await expect.poll(() => suggestion.textContent(), soon).toContain('m')
  expect(await console.get.faults()).toEqual([])
  await suggestion.getByRole('button', { name: duplicates.same }).click()
  await expect.poll(() => console.get.text('.same-chosen'), soon).toContain(title)
  await console.when.reload()
  await expect.poll(() => console.get.text('.same-chosen'), soon).toContain(title)
  await console.when.button(incidents.submit)
  await expect.poll(() => console.get.text('.receipt'), soon).toContain(duplicates.joinedTo('').slice(0, 5))
  expect(await console.get.api(`incidents/${head}`)).toMatchObject({ linked: 1, rev: 1 })

  const desk = await reader({ map: false })
  await desk.given.page({ incident: String(head), panel: 'incidents', q: title })
  await expect.poll(() => desk.get.text('.table'), soon).toContain(duplicates.count('2'))
  expect(await desk.get.faults()).toEqual([])
  await signedIn(desk)
  const separate = desk.page
    .locator('.case-line')
    .getByRole('button', { name: duplicates.separate.slice(0, 2) })
  await separate.click()
  const join = desk.page.locator('.case-line').getByRole('button', { name: duplicates.joinHere })
  await join.first().waitFor()
  expect(await desk.get.api(`incidents/${head}`)).toMatchObject({ linked: 0 })
  await desk.page
    .locator('.case-line', { hasText: '路口有一堆垃圾' })
    .getByRole('button', { name: duplicates.joinHere })
    .click()
  await expect.poll(() => desk.get.text('.table'), soon).toContain(duplicates.count('2'))
  expect([...console.complaints, ...desk.complaints]).toEqual([])
})

async function signedIn(console: Driver) {
  await console.when.button(access.signIn)
  const dialog = console.page.getByRole('dialog')
  await dialog.locator('.demo-accounts').getByText('commander', { exact: true }).click()
  await dialog.getByRole('button', { name: access.signIn, exact: true }).click()
  await console.page.locator('.case-moves').waitFor()
}

/** A leaf grid's middle, and a class of what happens. */
async function somewhere(console: Driver) {
  const { levels, classes } = await console.get.api('city')
  const { grids } = await console.get.api(`grids?level=${levels.at(-1).key}&limit=3`)
  const [lon, lat] = grids[2].labelPoint
  const { code, name } = classes.find((one: { kind: string }) => one.kind === 'event')
  return { lon: Number(lon.toFixed(5)), lat: Number(lat.toFixed(5)), classCode: code, className: name.zh }
}

async function reported(body: object): Promise<{ id: number }> {
  const answer = await fetch(`${url()}/api/incidents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(answer.status).toBe(201)
  return answer.json()
}
