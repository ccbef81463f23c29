import { expect, inject, test } from 'vitest'
import { zh as editor } from '../../web/src/editor/messages.zh.ts'
import { zh } from '../../web/src/versions/messages.zh.ts'
import { readersOf, soon } from '../support/console-driver.ts'
import { signedIn } from './signed-in.ts'

const url = () => inject('consoleUrl')
const reader = readersOf(url)

test('a publication whose answer is lost is one version; an officer whom it overtook chooses, takes back, and goes on; the grid tells what it was called', async () => {
  const [author, other] = await Promise.all([signedIn(url(), 'commander'), signedIn(url(), 'administrator')])
  const city = await author('city')
  const { grids } = await author(`grids?level=${city.levels.at(-1).key}&limit=1`)
  const [{ code, name: before }] = grids
  const renamed = async (ask: typeof author, title: string) => {
    const draft = await ask('drafts', { title })
    const operation = { kind: 'rename', grid: code, code, name: { zh: title } }
    await ask(`drafts/${draft.id}/operations`, { rev: 0, operations: [operation] })
    return draft.id as number
  }
  // others than those of an earlier run
  const { versions: earlier } = await author('versions')
  const [ours, others] = [`我的名字${earlier.length}`, `别人的名字${earlier.length}`]
  const mine = await renamed(author, ours)
  const theirs = await renamed(other, others)
  await other(`drafts/${theirs}/submit`, {})
  await author(`drafts/${theirs}/approve`, { remark: '名称已核对' })

  // the first answer is lost on its way: the page asks again, and nothing happens twice
  const desk = await reader({ map: false })
  const { page } = desk
  const panel = () => desk.get.text('.panel')
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const keys: string[] = []
  await page.route('**/publish', async route => {
    keys.push(route.request().postDataJSON().idempotencyKey)
    if (keys.length > 1) return route.continue()
    await route.fetch()
    await route.abort('connectionreset')
  })
  await author.into(page)
  await desk.given.page({ edit: `${theirs}` })
  await expect.poll(panel, soon).toContain('名称已核对')
  await press(editor.turns.publish)
  await expect.poll(panel, soon).toContain(editor.notOpen.published)
  expect({ asked: keys.length, keys: new Set(keys).size }).toEqual({ asked: 2, keys: 1 })
  const { versions } = await author('versions')
  expect(versions).toHaveLength(earlier.length + 1)

  // where the two meet is told with both names; a choice is taken back before it counts
  const take = (words: string) => page.locator('.conflict-take', { hasText: words }).click()
  await press(editor.back)
  await page.locator('.draft-row', { hasText: ours }).first().click()
  await expect.poll(panel, soon).toContain(editor.conflictsFound(`${versions[0].version}`, '1'))
  expect((await desk.get.text('.conflict-sides dd')).split('\n')).toEqual([
    expect.stringContaining(ours),
    others,
  ])
  expect(await page.getByRole('button', { name: editor.resolve }).isEnabled()).toBe(false)
  await take(editor.takes.theirs)
  await expect.poll(panel, soon).toContain(editor.takeHints.theirs)
  await press(editor.undoChoice)
  await expect.poll(panel, soon).toContain(editor.choicesLeft('1'))
  await take(editor.takes.mine)
  expect(await desk.get.faults()).toEqual([])
  await press(editor.resolve)
  await expect.poll(() => desk.get.address('edit'), soon).not.toBe(`${mine}`)
  const next = desk.get.address('edit')
  expect(await author(`drafts/${mine}`)).toMatchObject({ state: 'discarded', replacedBy: Number(next) })
  expect(await author(`drafts/${next}`)).toMatchObject({ state: 'open', base: versions[0].version, rev: 1 })
  await author(`drafts/${next}/discard`, {})

  await desk.given.page({ grid: code })
  await expect.poll(() => desk.get.text('.lineage'), soon).toContain(before.zh)
  expect(await desk.get.text('.lineage')).toContain(others)
})

/** Of the versions that the test above has published. */
test('each version shows what it changed beside what was before; the past says so and is left with one press; what was comes back as a draft', async () => {
  const officer = await signedIn(url(), 'commander')
  const { versions } = await officer('versions')
  const [newest, earlier] = versions
  // two maps at once, drawn by software: a small window is enough
  const desk = await reader({ screen: [1000, 600] })
  const { page } = desk
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const open = (version: number) =>
    page.locator('.version-row', { hasText: zh.version(`${version}`) }).click()
  await officer.into(page)
  await desk.given.page({ panel: 'versions', compare: `version:${newest.version}`, show: 'grids' })

  await expect.poll(() => desk.get.text('.difference'), soon).toContain(newest.note)
  const divider = page.getByRole('slider', { name: zh.divider })
  await divider.waitFor()
  const place = async () => Number(await divider.inputValue())
  const began = await place()
  await divider.press('ArrowLeft')
  await expect.poll(place, soon).toBeLessThan(began)
  await open(earlier.version)
  await expect.poll(() => desk.get.text('.past-sign'), soon).toContain(zh.past)
  expect(desk.get.address('at')).toBe(earlier.effectiveAt)
  expect(await desk.get.faults()).toEqual([])
  await press(zh.backToNow)
  await expect.poll(() => desk.get.address('at'), soon).toBeNull()
  expect(await desk.get.text('.past-sign')).toContain(zh.now)

  // an earlier state comes back as a draft like any other
  await open(earlier.version)
  await press(zh.restore)
  await press(zh.restoreDo)
  await expect.poll(() => desk.get.address('edit'), soon).not.toBeNull()
  const draft = await officer(`drafts/${desk.get.address('edit')}`)
  expect(draft).toMatchObject({ title: zh.restoreTitle(`${earlier.version}`), state: 'open', rev: 1 })
  expect(desk.get.address('at')).toBeNull()
  await officer(`drafts/${draft.id}/discard`, {})
})
