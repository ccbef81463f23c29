import { expect, inject, test } from 'vitest'
import { zh as access } from '../../web/src/access/messages.zh.ts'
import { zh as incidents } from '../../web/src/incidents/messages.zh.ts'
import { zh as moves } from '../../web/src/moves/messages.zh.ts'
import { type Driver, readersOf, soon } from '../support/console-driver.ts'

const url = () => inject('consoleUrl')
const reader = readersOf(url)

test('a case goes from the desk to the worker and back, and its timeline tells every step', async () => {
  const { id, worker } = await reportedCase()
  const desk = await reader({ map: false })
  await desk.given.page({ incident: String(id) })
  await expect.poll(() => desk.get.text('.timeline'), soon).toContain(incidents.verbs.report)
  expect(await desk.page.locator('.case-moves').count()).toBe(0)

  await signedIn(desk, 'commander')
  await step(desk, 'file')
  await step(desk, 'dispatch', async () => {
    const proposed = desk.page.locator('.assignees-list [aria-selected=true]')
    await expect.poll(() => proposed.count(), soon).toBe(1)
  })
  await expect.poll(() => desk.get.text('.case-clock'), soon).toContain(moves.limit('').trim())

  const hand = await reader({ map: false })
  await hand.given.page({ incident: String(id) })
  await signedIn(hand, worker)
  await step(hand, 'take')
  await step(hand, 'finish', () => hand.when.fill(moves.record, '已清理，现场已拍照'))

  await step(desk, 'close')
  const timeline = () => desk.get.text('.timeline')
  for (const verb of ['report', 'file', 'dispatch', 'take', 'finish', 'close'])
    await expect.poll(timeline, soon).toContain(incidents.verbs[verb])
  expect(await timeline()).toContain('已清理，现场已拍照')
  expect(await desk.get.faults()).toEqual([])
})

test('who is too late is told who was faster, and keeps what was typed over a reload', async () => {
  const { id } = await reportedCase()
  const late = await reader({ map: false })
  await late.given.page({ incident: String(id) })
  await signedIn(late, 'commander')
  await late.page.locator('.case-moves').getByRole('button', { name: moves.verbs.comment }).click()
  await late.when.fill(moves.record, '请先到现场核实')

  const fast = await reader({ map: false })
  await fast.given.page({ incident: String(id) })
  await signedIn(fast, 'administrator')
  await step(fast, 'file')

  const notice = () => late.get.text('.move-form [role=alert]')
  await expect.poll(notice, soon).toContain(moves.movedOn('', incidents.verbs.file ?? ''))
  await late.when.reload()
  await expect.poll(notice, soon).toContain(moves.stillOpen)
  expect(await late.page.getByLabel(moves.record).inputValue()).toBe('请先到现场核实')
  await late.when.button(moves.goOn)
  await late.page.locator('.move-form').getByRole('button', { name: moves.verbs.comment }).click()
  await expect.poll(() => late.get.text('.timeline'), soon).toContain('请先到现场核实')
})

/** Opens the form of a move, fills it in, sends it, and waits until it is done. */
async function step(console: Driver, verb: keyof typeof moves.verbs, fill?: () => Promise<void>) {
  const word = moves.verbs[verb]
  await console.page.locator('.case-moves').getByRole('button', { name: word, exact: true }).click()
  await fill?.()
  await console.page.locator('.move-form').getByRole('button', { name: word, exact: true }).click()
  await expect.poll(() => console.get.text('.case-moves-done'), soon).toContain(word)
}

async function signedIn(console: Driver, account: string) {
  await console.when.button(access.signIn)
  const dialog = console.page.getByRole('dialog')
  await dialog.locator('.demo-accounts').getByText(account, { exact: true }).click()
  await dialog.getByRole('button', { name: access.signIn, exact: true }).click()
  await console.page.locator('.case-moves').waitFor()
}

/** A fresh case in the grid of the demo city's worker. */
async function reportedCase(): Promise<{ id: number; worker: string }> {
  const { accounts } = await answer('session/demo-accounts')
  const worker = accounts.find((one: { role: string }) => one.role === 'worker')
  const { labelPoint } = await answer(`grids/${worker.grid}`)
  const { classes } = await answer('city')
  const { id } = await answer('incidents', {
    lon: labelPoint[0],
    lat: labelPoint[1],
    classCode: classes[0].code,
    title: `路口垃圾 ${Date.now()}`,
  })
  return { id, worker: worker.account }
}

async function answer(path: string, body?: unknown) {
  const init = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const response = await fetch(`${url()}/api/${path}`, body === undefined ? {} : init)
  expect(response.ok, path).toBe(true)
  return response.json()
}
