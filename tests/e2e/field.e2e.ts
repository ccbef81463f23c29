import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { zh as access } from '../../web/src/access/messages.zh.ts'
import { zh as field } from '../../web/src/field/messages.zh.ts'
import { type Driver, readersOf, screens, soon } from '../support/console-driver.ts'
import { type CutLink, cutLink } from '../support/cut-link.ts'
import { type NewerBuild, newerBuild } from '../support/newer-build.ts'

const url = () => inject('consoleUrl')
let link: CutLink
let builds: NewerBuild
beforeAll(async () => {
  link = await cutLink(url())
  builds = await newerBuild(url())
})
afterAll(() => {
  link.close()
  builds.close()
})
const phone = { screen: screens.phone, touch: true } as const
const handOnLink = readersOf(() => link.url)
const handOnBuilds = readersOf(() => builds.url)
const hand = readersOf(url)

type Page = Driver['page']

test('a report, a case taken and finished, and photos written offline outlive the tab and arrive exactly once', async () => {
  const [incident, title] = [await dispatchedCase(), `断网上报 ${Date.now()}`]
  const { page, get } = await handOnLink(phone)
  const context = page.context()
  const origin = link.url
  await signedIn(page, origin)
  await onThisPhone(page, incident.title)
  expect(await get.faults()).toEqual([])
  const picture = await page.screenshot({ type: 'jpeg' })

  await context.setOffline(true)
  await page.goto(`${origin}/field?case=${incident.id}`)
  await page.getByRole('button', { name: field.act.take }).click()
  await photograph(page, field.takePhoto(field.photo.after), picture)
  await page.getByRole('button', { name: field.act.finish }).click()
  await page.getByLabel(field.handled).fill('已清理，现场恢复')
  await page.getByRole('button', { name: field.submit }).click()
  await expect.poll(() => unsent(page), soon).toBe('3')
  expect(await get.faults()).toEqual([])

  await page.getByRole('link', { name: field.tabs.report }).click()
  const wholeGrid = page.getByRole('button', { name: /不指明地点/ })
  // by its name, though the form is opened for the first time
  expect(await wholeGrid.textContent()).not.toMatch(/\d{6}/)
  await wholeGrid.click()
  await page.getByRole('button', { name: field.chooseClass }).click()
  await page.getByRole('option').first().click()
  await page.getByLabel(field.what).fill(title)
  await photograph(page, field.photos, picture)
  expect(await get.faults()).toEqual([])
  // what is begun is on the phone before it is sent anywhere
  await expect.poll(() => begun(page), soon).toContain(title)
  await page.close()

  const back = await context.newPage()
  await back.goto(`${origin}/field?screen=report`)
  await expect.poll(() => back.getByLabel(field.what).inputValue(), soon).toBe(title)
  await back.getByRole('button', { name: field.send }).click()
  await expect.poll(() => unsent(back), soon).toBe('5')
  await back.close()

  const again = await context.newPage()
  await again.goto(`${origin}/field`)
  await expect.poll(() => again.locator('.onsite-age').textContent(), soon).toContain(field.offline)
  await expect.poll(() => unsent(again), soon).toBe('5')
  await again.goto(`${origin}/field?screen=outbox`)
  await expect.poll(() => again.locator('.onsite-line').count(), soon).toBe(5)

  // back, and the first answers are lost on the way
  link.mute()
  await context.setOffline(false)
  await expect.poll(() => steps(incident.id, 'take'), soon).toBe(1)
  link.cut()
  link.mend()
  await expect.poll(() => again.locator('.onsite-line[data-state=sent]').count(), soon).toBe(5)

  expect(await steps(incident.id, 'take')).toBe(1)
  expect(await steps(incident.id, 'finish')).toBe(1)
  expect(await photosOf(incident.id)).toBe(1)
  const { incidents } = await answer(`incidents?q=${encodeURIComponent(title)}`)
  expect(incidents).toHaveLength(1)
  expect(await photosOf(incidents[0].id)).toBe(1)
  expect(await unsent(again)).toBe('')
})

test('what somebody else has overtaken is told in words, kept, and done when its author says so', async () => {
  const incident = await dispatchedCase()
  const { page } = await hand(phone)
  await signedIn(page, url())
  await onThisPhone(page, incident.title)
  await page.context().setOffline(true)
  await page.goto(`${url()}/field?case=${incident.id}`)
  await page.getByRole('button', { name: field.act.take }).click()
  await expect.poll(() => unsent(page), soon).toBe('1')
  const desk = await cookieOf('commander')
  await moved(incident.id, 'supervise', { note: '请今天处理' }, desk)

  await page.context().setOffline(false)
  const held = page.locator('.onsite-held')
  await expect.poll(() => held.textContent(), soon).toContain('督办')
  expect(await steps(incident.id, 'take')).toBe(0)
  await held.getByRole('button', { name: field.stillDo(field.act.take) }).click()
  await expect.poll(() => steps(incident.id, 'take'), soon).toBe(1)
})

test('signing out clears the phone; what waits is its author’s alone', async () => {
  const incident = await dispatchedCase()
  const { page } = await hand(phone)
  await signedIn(page, url())
  await onThisPhone(page, incident.title)
  await page.context().setOffline(true)
  await page.goto(`${url()}/field?case=${incident.id}`)
  await page.getByRole('button', { name: field.act.comment }).click()
  await page.getByLabel(field.commentField).fill('只属于我的备注')
  await page.getByRole('button', { name: field.submit }).click()
  await expect.poll(() => unsent(page), soon).toBe('1')
  await page.getByRole('link', { name: field.tabs.me }).click()
  await page.getByRole('button', { name: field.signOut }).click()
  await page.getByRole('button', { name: field.keepUnsent }).click()
  await page.getByRole('button', { name: access.signIn, exact: true }).waitFor()
  await expect.poll(() => kept(page), soon).not.toContain(incident.title)

  await page.context().setOffline(false)
  await signedIn(page, url(), 'lead-micro')
  await page.getByRole('link', { name: field.tabs.outbox }).click()
  expect(await page.getByText('只属于我的备注').count()).toBe(0)
  await page.getByText(field.outboxEmpty).waitFor()
  expect(await steps(incident.id, 'comment')).toBe(0)
  await page.getByRole('link', { name: field.tabs.me }).click()
  await page.getByRole('button', { name: field.signOut }).click()
  await page.getByRole('dialog').getByRole('button', { name: field.signOut }).click()

  await signedIn(page, url())
  await expect.poll(() => steps(incident.id, 'comment'), soon).toBe(1)
  expect((await lastStep(incident.id)).actor).toBe('worker')
})

test('a newer build comes at once, but not over what is being typed', async () => {
  const { page } = await handOnBuilds(phone)
  await signedIn(page, builds.url)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.goto(`${builds.url}/field`)
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null), soon).toBe(true)
  const update = () =>
    page.evaluate(
      async () => void (await (await navigator.serviceWorker.getRegistration('/field'))?.update()),
    )

  await page.evaluate(() => document.body.setAttribute('data-old', ''))
  builds.release()
  await update().catch(() => undefined)
  await page.locator('body:not([data-old]) .onsite-tabs').waitFor()

  await page.goto(`${builds.url}/field?screen=report`)
  await page.getByLabel(field.what).fill('写到一半')
  await page.evaluate(() => document.body.setAttribute('data-old', ''))
  builds.release()
  await update()
  await page.getByText(field.newVersion).waitFor()
  expect(await page.locator('body[data-old]').count()).toBe(1)
  await page.getByRole('button', { name: field.reload, exact: true }).click()
  await page.locator('body:not([data-old]) .onsite-tabs').waitFor()
  await expect.poll(() => page.getByLabel(field.what).inputValue(), soon).toBe('写到一半')
})

/** Signed in by the demo city's list, with the list of cases in sight. */
async function signedIn(page: Page, origin: string, account = 'worker') {
  if (!page.url().startsWith(`${origin}/field`)) await page.goto(`${origin}/field`)
  await page.locator('.onsite-demo').getByText(account, { exact: true }).click()
  await page.getByRole('button', { name: access.signIn, exact: true }).click()
  await page.locator('.onsite-tabs').waitFor()
}

/** The page's files and this case are kept on the phone. */
async function onThisPhone(page: Page, title: string) {
  await page.locator('.onsite-case', { hasText: title }).waitFor()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await expect.poll(() => kept(page), soon).toContain(`"text":"${title}"`)
}

async function photograph(page: Page, label: string, picture: Buffer) {
  const input = page.getByLabel(label, { exact: true })
  await input.setInputFiles({ name: 'x.jpg', mimeType: 'image/jpeg', buffer: picture })
  await page.locator('.picture').first().waitFor()
}

/** The figure on the outbox's tab. */
async function unsent(page: Page): Promise<string> {
  return (await page.locator('.onsite-tab-count').allInnerTexts()).join('')
}

const kept = (page: Page) => stored(page, 'kept')
const begun = (page: Page) => stored(page, 'begun')

/** What a store of the page's own database holds, as text. */
function stored(page: Page, store: string): Promise<string> {
  return page.evaluate(
    store =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('jingwei-field')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const all = opening.result.transaction(store).objectStore(store).getAll()
          all.onsuccess = () => {
            opening.result.close()
            resolve(JSON.stringify(all.result))
          }
        }
      }),
    store,
  )
}

/** A case in the worker's grid, given to the worker. */
async function dispatchedCase(): Promise<{ id: number; title: string }> {
  const desk = await cookieOf('commander')
  const { accounts } = await answer('session/demo-accounts')
  const { grid } = accounts.find((one: { account: string }) => one.account === 'worker')
  const { labelPoint } = await answer(`grids/${grid}`)
  const { classes } = await answer('city')
  const title = `外勤案件 ${Date.now()}`
  const place = { lon: labelPoint[0], lat: labelPoint[1] }
  const said = { ...place, classCode: classes[0].code, title, text: title }
  const { id, route } = await answer('incidents', said, desk)
  await moved(id, 'file', {}, desk)
  await moved(id, 'dispatch', { assignee: { kind: 'post', id: route.owner.post } }, desk)
  return { id, title }
}

async function moved(id: number, verb: string, fields: object, cookie: string) {
  const { rev } = await answer(`incidents/${id}`)
  await answer(`incidents/${id}/moves/${verb}`, { rev, ...fields }, cookie)
}

async function events(id: number): Promise<{ verb: string; actor: string | null }[]> {
  return (await answer(`incidents/${id}`, undefined, await cookieOf('commander'))).events
}

async function steps(id: number, verb: string): Promise<number> {
  return (await events(id)).filter(event => event.verb === verb).length
}

async function lastStep(id: number) {
  const last = (await events(id)).at(-1)
  if (last === undefined) throw new Error('no steps')
  return last
}

async function photosOf(id: number): Promise<number> {
  const { photos } = await answer(`incidents/${id}/photos`, undefined, await cookieOf('commander'))
  return photos.length
}

const cookies = new Map<string, string>()

async function cookieOf(account: string): Promise<string> {
  const known = cookies.get(account)
  if (known !== undefined) return known
  const response = await fetch(`${url()}/api/session`, post({ account, password: `jingwei-${account}` }))
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
  cookies.set(account, cookie)
  return cookie
}

async function answer(path: string, body?: unknown, cookie = '') {
  const { headers = {}, ...init } = body === undefined ? {} : post(body)
  const response = await fetch(`${url()}/api/${path}`, { ...init, headers: { ...headers, cookie } })
  expect(response.ok, `${path} ${response.status}`).toBe(true)
  return response.json()
}

function post(body: unknown): { method: string; body: string; headers: Record<string, string> } {
  return { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
}
