import { Secret, TOTP } from 'otpauth'
import { expect, inject, test } from 'vitest'
import { zh as access } from '../../web/src/access/messages.zh.ts'
import { zh as accounts } from '../../web/src/accounts/messages.zh.ts'
import { type Driver, readersOf, screens, soon } from '../support/console-driver.ts'

const reader = readersOf(() => inject('consoleUrl'))
const desk = { map: false } as const
const small = { screen: screens.phone, touch: true, map: false } as const
const password = 'granite windmill teapot'

async function signIn(console: Driver, account: string, itsPassword: string): Promise<void> {
  await console.given.page({ dialog: 'sign-in', show: 'districts' })
  await console.page.getByRole('dialog').waitFor()
  await console.page.getByLabel(access.account, { exact: true }).fill(account)
  await console.page.getByLabel(access.password, { exact: true }).fill(itsPassword)
  await console.when.press('Enter')
}

const signedIn = (console: Driver, name: string) =>
  console.page.getByRole('button', { name: access.signedInAs(name) }).waitFor()

test('an invited person chooses a password, turns one-time codes on, and signs in with them', async () => {
  const administrator = await reader(desk)
  await signIn(administrator, 'administrator', 'jingwei-administrator')
  await signedIn(administrator, '管理员（演示）')
  await administrator.given.page({ dialog: 'accounts', show: 'districts' })
  await administrator.when.button(accounts.newAccount)
  const account = `analyst-${Date.now().toString(36)}`
  await administrator.page.getByRole('textbox', { name: accounts.account, exact: true }).fill(account)
  await administrator.page.getByLabel(accounts.name, { exact: true }).fill('王分析')
  await administrator.page.getByRole('button', { name: accounts.role }).click()
  await administrator.when.choose(access.roles.analyst)
  expect(await administrator.get.faults()).toEqual([])
  await administrator.when.button(accounts.create)
  const link = (await administrator.page.locator('output').textContent()) ?? ''

  const person = await reader(small)
  await person.page.goto(link)
  await person.page.getByLabel(access.newPassword, { exact: true }).fill(password)
  await person.page.getByLabel(access.newPasswordAgain, { exact: true }).fill(password)
  await person.when.press('Enter')
  await signedIn(person, '王分析')
  expect(new URL(person.page.url()).hash).toBe('')

  await person.given.page({ dialog: 'account', show: 'districts' })
  await person.when.button(access.setUpSecondFactor)
  await person.page.getByLabel(access.password, { exact: true }).fill(password)
  await person.when.press('Enter')
  await person.page.getByRole('img', { name: access.scan }).waitFor()
  expect(await person.get.faults()).toEqual([])
  const secret = ((await person.page.locator('output').textContent()) ?? '').replaceAll(' ', '')
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  await person.page.getByLabel(access.code, { exact: true }).fill(totp.generate())
  await person.when.press('Enter')
  await expect.poll(() => person.get.text('output'), soon).toMatch(/^(\w{4}-){3}\w{4}(\n|$)/)
  await person.when.button(access.recoveryCodesKept)
  await expect.poll(() => person.get.text('.dialog'), soon).toContain(access.secondFactorOn)

  const elsewhere = await reader(small)
  await signIn(elsewhere, account, password)
  const code = elsewhere.page.getByLabel(access.code, { exact: true })
  await code.fill(totp.generate({ timestamp: Date.now() - 300_000 }))
  await elsewhere.when.press('Enter')
  await expect.poll(() => elsewhere.get.text('[role=alert]'), soon).toContain('bad-second-factor')
  expect(await elsewhere.get.faults()).toEqual([])
  // the code of this half minute was used up by the enrolment: the next one is good already
  await code.fill(totp.generate({ timestamp: Date.now() + 30_000 }))
  await elsewhere.when.press('Enter')
  await signedIn(elsewhere, '王分析')
})

test('the command center opens a wall display by a link; revoked, it is nobody', async () => {
  const commander = await reader(small)
  await signIn(commander, 'commander', 'jingwei-commander')
  await signedIn(commander, '指挥中心（演示）')
  await commander.given.page({ dialog: 'screens', show: 'districts' })
  const name = `东墙 ${Date.now().toString(36)}`
  await commander.when.fill(access.screenName, name)
  await commander.when.press('Enter')
  const link = (await commander.page.locator('output').textContent()) ?? ''
  expect(await commander.get.faults()).toEqual([])

  const wall = await reader()
  const shows = (what: string) => expect.poll(() => wall.page.locator(what).count(), soon).toBe(1)
  await wall.page.goto(link)
  await shows('[data-feed="live"]')
  expect(wall.page.url()).not.toContain('jw_')
  await wall.when.reload()
  await shows('[data-feed="live"]')

  await commander.when.button(`${access.revoke}: ${name}`)
  await expect.poll(() => commander.get.text('.keys'), soon).not.toContain(name)
  await wall.when.reload()
  await shows('.wall-door[data-feed="lost"]')
})

test('a token is made by keyboard alone, told once, and revoked', async () => {
  const console = await reader(small)
  await signIn(console, 'analyst', 'jingwei-analyst')
  await expect.poll(() => console.page.getByRole('dialog').count(), soon).toBe(0)
  await console.given.page({ dialog: 'account', show: 'districts' })
  const make = console.page.getByRole('button', { name: access.newToken })
  await make.focus()
  await console.when.press('Enter')
  const name = `报表 ${Date.now().toString(36)}`
  await console.when.write(name)
  await console.when.press('Enter')
  await expect.poll(() => console.get.text('output'), soon).toMatch(/^jw_[\w-]{43}$/)
  expect(await console.get.faults()).toEqual([])
  expect(await console.get.overflows()).toBe(false)
  const revoke = console.page.getByRole('button', { name: `${access.revoke}: ${name}` })
  await revoke.focus()
  await console.when.press('Enter')
  await expect.poll(() => console.get.text('.keys'), soon).not.toContain(name)
})
