import { jpegOfAPlace } from '@jingwei/api/evidence/testing/photos.ts'
import { expect, inject, test } from 'vitest'
import { zh as access } from '../../web/src/access/messages.zh.ts'
import { zh as evidence } from '../../web/src/evidence/messages.zh.ts'
import { zh as incidents } from '../../web/src/incidents/messages.zh.ts'
import { zh as reports } from '../../web/src/reports/messages.zh.ts'
import { readersOf, screens, soon } from '../support/console-driver.ts'

const url = () => inject('consoleUrl')
const reader = readersOf(url)

test('photos go with a report; its link tells the reporter how it went; the desk sees them, and why one is refused', async () => {
  const citizen = await reader({ map: false })
  const { page } = citizen
  const { classes } = await citizen.get.api('city')
  const { labelPoint } = (await citizen.get.api(`grids/${await workersGrid()}`)) as {
    labelPoint: [number, number]
  }
  await citizen.given.page({ report: `${labelPoint[0]},${labelPoint[1]}` })
  await page.locator('.report-form').getByText(classes[0].name.zh, { exact: true }).first().click()
  await citizen.when.fill(incidents.titleField, '路口积水')
  const photo = { name: 'a.jpg', mimeType: 'image/jpeg', buffer: await jpegOfAPlace() }
  const html = { name: 'b.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<html>') }
  await page.locator('.report-form input[type=file]').setInputFiles([photo, html])
  await expect.poll(() => page.locator('.upload').count(), soon).toBe(2)
  await citizen.when.button(incidents.submit)

  // one arrived, one is refused in words and can be left out
  await expect.poll(() => citizen.get.text('.upload'), soon).toContain(evidence.notAPicture)
  await page.getByRole('button', { name: evidence.dismiss }).click()
  const link = await page.getByRole('textbox', { name: reports.link }).inputValue()
  expect(new URL(link).pathname).toMatch(/^\/r\/[A-Za-z0-9_-]{32}$/)
  await page.getByRole('button', { name: incidents.openCase }).click()
  await expect.poll(() => citizen.get.text('.timeline'), soon).toContain(incidents.verbs.attach)
  expect(await page.locator('.photo-kinds').count()).toBe(0)

  const phone = await reader({ screen: screens.phone, touch: true, map: false })
  await phone.page.goto(link)
  await expect.poll(() => phone.get.text('.reporter'), soon).toContain(reports.statuses.reported)
  await expect.poll(() => phone.page.locator('.reporter-photos img').count(), soon).toBe(1)
  await phone.when.fill(reports.comment, '水更深了')
  await phone.when.button(reports.send)
  await expect.poll(() => phone.get.text('.reporter-steps'), soon).toContain(reports.kinds.comment)
  expect(await phone.get.overflows()).toBe(false)
  expect(await phone.get.faults()).toEqual([])
  expect(phone.asked.every(address => address.startsWith(url()) || address.startsWith('blob:'))).toBe(true)

  const desk = await reader({ map: false })
  await desk.page.goto(page.url())
  await desk.when.button(access.signIn)
  const dialog = desk.page.getByRole('dialog')
  await dialog.locator('.demo-accounts').getByText('commander', { exact: true }).click()
  await dialog.getByRole('button', { name: access.signIn, exact: true }).click()
  await expect.poll(() => desk.page.locator('.photo-thumb').count(), soon).toBe(1)
  await desk.page.locator('.photo-kind').last().locator('input[type=file]').setInputFiles(photo)
  await expect.poll(() => desk.page.locator('.photo-thumb').count(), soon).toBe(2)
  await desk.page.locator('.photo-thumb').first().click()
  await desk.page.locator('.photo-full').waitFor()
  await desk.when.press('ArrowRight')
  await expect.poll(() => desk.get.text('[role=dialog]'), soon).toContain(evidence.kinds.after)
  expect(await desk.get.text('[role=dialog]')).toContain('2 / 2')
  await desk.when.press('Escape')
  expect(await desk.get.text('.timeline')).toContain('水更深了')
  expect(await desk.get.faults()).toEqual([])
})

async function workersGrid(): Promise<string> {
  const { accounts } = await (await fetch(`${url()}/api/session/demo-accounts`)).json()
  return accounts.find((one: { role: string }) => one.role === 'worker').grid
}
