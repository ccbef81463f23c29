import { readFile } from 'node:fs/promises'
import { expect, inject, test } from 'vitest'
import { readersOf, soon } from '../support/console-driver.ts'

const reader = readersOf(() => inject('consoleUrl'))

test('a number of the indicators opens the list of exactly its cases', async () => {
  const console = await reader({ map: false })
  const { levels } = await console.get.api('city')
  const { grids } = await console.get.api(`grids?level=${levels[1].key}&limit=1`)
  const grid: string = grids[0].code
  const { counts } = await console.get.api(`indicators?grid=${grid}`)
  await console.given.view({ panel: 'indicators', grid, lang: 'zh' })
  const { page } = console
  await expect.poll(() => console.get.text('.rates'), soon).toContain('÷')
  const closed = page.locator('.counter', { hasText: /^结案/ }).getByRole('button')
  const text = counts.closed.toLocaleString('zh-CN')
  await expect.poll(() => closed.textContent(), soon).toBe(text)
  await closed.click()
  await expect.poll(() => console.get.text('.table-top'), soon).toContain(`共 ${text} 件`)
  expect(await console.get.text('.chips')).toContain('统计：结案')
  expect(console.get.address('counter')).toBe('closed')
  expect(console.get.address('within')).toBe(grid)
})

test('the list leaves as a file with the rows that it shows', async () => {
  const console = await reader({ map: false })
  const { page } = console
  await console.given.view({ panel: 'incidents', counter: 'overdue', status: 'all', lang: 'zh' })
  const { counts } = await console.get.api('indicators')
  await page.getByRole('button', { name: '导出' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'CSV 文件' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^incidents-\d{4}-\d\d-\d\d\.csv$/)
  const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n')
  expect(lines[0]).toMatch(/^\uFEFF案件编号,/)
  expect(lines.length - 1).toBe(counts.overdue)
})
