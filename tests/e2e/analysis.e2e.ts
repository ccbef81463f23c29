import { readFile } from 'node:fs/promises'
import { expect, inject, test } from 'vitest'
import { readersOf, soon } from '../support/console-driver.ts'

const reader = readersOf(() => inject('consoleUrl'))

test('the analysts’ page: drawn, narrowed, drilled into, compared, tested, played and taken away', async () => {
  const console = await reader()
  const { page } = console
  const { levels } = await console.get.api('city')
  const level: string = levels[1].key
  const { rows, total } = await console.get.api(`analysis/grids?level=${level}`)
  const count = (n: number) => n.toLocaleString('zh-CN')
  const number = (text: string) => Number(text.replace(/\D/g, ''))
  await page.goto(`${inject('consoleUrl')}/analysis?lang=zh`)
  const drawn = (name: string) =>
    page.evaluate(mark => performance.getEntriesByName(mark).length > 0, `analysis-drawn-${name}`)
  await expect.poll(() => drawn('a'), soon).toBe(true)
  const side = page.locator('.beside')
  await expect.poll(() => side.locator('.beside-total').textContent(), soon).toContain(count(total))

  // the table says what the API says, the largest first
  const most = Math.max(...rows.map((row: { count: number }) => row.count))
  const top = side.locator('tbody tr').first().locator('.case-count')
  await expect.poll(() => top.textContent(), soon).toBe(count(most))
  expect(await page.locator('.legend').textContent()).toContain('案件数')

  // the timeline is moved with the keyboard; everything follows
  const end = page.getByRole('slider', { name: '时段终点' })
  await end.focus()
  await end.press('PageDown')
  await expect.poll(() => console.get.address('to'), soon).not.toBe(null)
  await expect.poll(async () => number((await top.textContent()) ?? ''), soon).toBeLessThan(most)

  // two periods beside each other, and how they differ
  await page.getByRole('button', { name: /与何比较/ }).click()
  await page.getByRole('option', { name: '上一年同期' }).click()
  await expect.poll(() => page.locator('.area-map').count(), soon).toBe(3)
  expect(await page.locator('.area-map-title').last().textContent()).toContain('差异')
  await expect.poll(() => drawn('c'), soon).toBe(true)
  // what the colours stand for covers no map
  expect(
    await page.locator('.area-map').evaluateAll(maps =>
      maps.map(map => {
        const bottom = map.querySelector('.map')?.getBoundingClientRect().bottom ?? Number.NaN
        return (map.querySelector('.legend')?.getBoundingClientRect().top ?? Number.NaN) >= bottom - 1
      }),
    ),
  ).toEqual([true, true, true])
  // two densities are on one scale, and say what it is
  await page.locator('.analysis-controls').getByText('密度', { exact: true }).click()
  await expect.poll(() => page.locator('.area-map').count(), soon).toBe(2)
  await expect
    .poll(() => page.locator('.legend').allTextContents(), soon)
    .toEqual([expect.stringContaining('件/格'), expect.stringContaining('两图同一分级')])
  await page.goBack()
  await page.goBack()

  // hot spots, and what the test takes for granted
  await page.getByRole('tab', { name: '热点' }).click()
  await expect.poll(() => side.textContent(), soon).toMatch(/检验 [\d,]+ 个网格|没有一个网格/)
  await side.getByText('这一检验假定什么').click()
  expect(await side.textContent()).toContain('Benjamini–Hochberg')
  await page.getByRole('tab', { name: '排名' }).click()

  // step by step through time, without moving by itself
  for (const step of ['第 1 期', '第 2 期']) {
    await page.getByRole('button', { name: '下一步' }).click()
    await expect.poll(() => page.locator('.film-step').textContent(), soon).toContain(step)
  }
  await page.getByRole('button', { name: '全部时间' }).click()

  // the table leaves with what it is printed on it
  await page.getByRole('button', { name: '导出' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: '表格（CSV）' }).click(),
  ])
  const text = await readFile(await download.path(), 'utf8')
  expect(text).toMatch(/^\uFEFF# .*案件数/)
  expect(text).toContain('# 时段')
  expect(text).toMatch(/合成/)
  expect(
    text
      .trimEnd()
      .split('\r\n')
      .filter(line => !line.startsWith('#') && !line.startsWith('\uFEFF')),
  ).toHaveLength(rows.length + 1)

  // a number opens the list of exactly its cases
  const shown = (await top.textContent()) ?? ''
  await top.click()
  await expect.poll(() => console.get.text('.table-top'), soon).toContain(`共 ${shown} 件`)
  expect(console.get.address('within')).not.toBe(null)
})
