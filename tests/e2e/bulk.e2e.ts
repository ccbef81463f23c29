import { expect, inject, test } from 'vitest'
import { zh as problems } from '../../web/src/i18n/problems.zh.ts'
import { zh as moves } from '../../web/src/moves/messages.zh.ts'
import { readersOf, soon } from '../support/console-driver.ts'

const url = () => inject('consoleUrl')
const reader = readersOf(url)

test('several cases are filed from the list by keyboard and mouse; one that somebody else filed meanwhile says so', async () => {
  const mark = `批量${Date.now()}`
  const ids: number[] = []
  for (let i = 0; i < 4; i++) ids.push(await reported(`${mark} ${i}`))
  const desk = await reader({ map: false })
  await desk.page.context().request.post(`${url()}/api/session`, {
    data: { account: 'commander', password: 'jingwei-commander' },
    headers: { origin: url() },
  })
  await desk.given.page({ panel: 'incidents', q: mark })
  const rows = desk.page.locator('.table-row')
  await expect.poll(() => rows.count(), soon).toBe(4)

  // the newest by keyboard, down to the third with the mouse and Shift
  await rows.nth(0).focus()
  await desk.when.press('Space')
  await rows.nth(2).click({ modifiers: ['Shift'] })
  const bar = desk.page.locator('.bulk-bar')
  await expect.poll(() => bar.textContent(), soon).toContain(moves.bulkSelected('3'))
  await bar.getByRole('button', { name: moves.verbs.file, exact: true }).click()
  await filedByAnother(ids[2] ?? 0)
  const dialog = desk.page.getByRole('dialog')
  await dialog.getByRole('button', { name: moves.bulkTitle(moves.verbs.file, '3') }).click()

  await expect.poll(() => dialog.textContent(), soon).toContain(moves.bulkProgress('2', '3'))
  await expect.poll(() => dialog.textContent(), soon).toContain(problems['stale-revision'])
  await dialog.getByRole('button', { name: moves.bulkAgain('1') }).click()
  await expect.poll(() => dialog.textContent(), soon).toContain(problems['move-not-open'])
  await dialog.getByRole('button', { name: moves.bulkClose, exact: true }).click()
  await expect.poll(() => bar.count(), soon).toBe(0)
  const statuses = await Promise.all(ids.map(async id => (await desk.get.api(`incidents/${id}`)).status))
  expect(statuses).toEqual(['reported', 'filed', 'filed', 'filed'])
})

async function reported(title: string): Promise<number> {
  const { classes, bounds } = await read('city')
  const [west, south, east, north] = bounds
  const { id } = await read('incidents', {
    lon: (west + east) / 2,
    lat: (south + north) / 2,
    classCode: classes[0].code,
    title,
  })
  return id
}

async function filedByAnother(id: number) {
  const signedIn = await fetch(`${url()}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'administrator', password: 'jingwei-administrator' }),
  })
  const cookie = (signedIn.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
  await read(`incidents/${id}/moves/file`, { rev: 1 }, { cookie })
}

async function read(path: string, body?: object, headers: Readonly<Record<string, string>> = {}) {
  const init = {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  }
  const answer = await fetch(`${url()}/api/${path}`, body === undefined ? {} : init)
  expect(answer.ok, path).toBe(true)
  return answer.json()
}
