import { expect, inject, test } from 'vitest'
import { zh as words } from '../../web/src/imports/messages.zh.ts'
import { readersOf, soon } from '../support/console-driver.ts'
import { signedIn } from './signed-in.ts'

const url = () => inject('consoleUrl')
const reader = readersOf(url)

interface Collection {
  features: { properties: { code: string } }[]
}

/** A whole city is checked for each choice. */
const patient = { ...soon, timeout: 60_000 }

test('an officer brings the city’s grids with one missing, gives its place away, and has a draft', async () => {
  const desk = await reader()
  const { page } = desk
  const ask = await signedIn(url(), 'commander')
  await ask.into(page)
  const { levels, version } = await ask('city')
  const file: Collection = await ask(`grids/${version}/export?format=geojson&level=${levels.at(-1).key}`)
  const [gone] = file.features.splice(700, 1)
  const title = `新网格 ${Date.now()}`

  await desk.given.page({ panel: 'imports' })
  await expect.poll(() => desk.get.text('.imports'), soon).toContain(words.drop)
  await page.locator('.imports input[type=file]').setInputFiles({
    name: `${title}.geojson`,
    mimeType: 'application/geo+json',
    buffer: Buffer.from(JSON.stringify(file)),
  })
  await expect.poll(() => desk.get.text('.imports-state'), patient).toContain(words.states.checked)
  expect(await desk.get.text('.imports-faults')).toContain(words.open(1))
  expect(await desk.get.text('.imports-faults')).toMatch(/[\d,]+ m²/)
  expect(await desk.get.text('.imports-mapping')).toContain('code')
  expect(await page.locator('.imports-draft').count()).toBe(0)
  expect(await desk.get.faults()).toEqual([])

  await page.locator('.imports-faults .chip-button').click()
  await expect.poll(() => page.locator('.imports-draft').count(), patient).toBe(1)
  await page.getByRole('button', { name: words.makeDraft }).click()
  await expect.poll(() => desk.get.text('.imports-state'), patient).toContain(words.states.drafted)
  const { drafts } = await ask('drafts')
  const { id } = drafts.find((draft: { title: string }) => draft.title === title)
  const { grids } = await ask(`drafts/${id}/impact`)
  const retired = grids.filter(({ change }: { change: string }) => change === 'retired')
  expect(retired.map(({ code }: { code: string }) => code)).toEqual([gone?.properties.code])
  expect(await ask(`drafts/${id}/discard`, {})).toMatchObject({ state: 'discarded' })
})

test('another department’s areas beside our grids: pairs are sorted, found, and lit by key', async () => {
  const desk = await reader({ map: false })
  const { page } = desk
  const ask = await signedIn(url(), 'commander')
  await ask.into(page)
  const { bounds } = await ask('city')
  const [west, south, east, north] = bounds
  const middle = (west + east) / 2
  const areas = [
    ['ZZ-1', west - 0.1, middle],
    ['ZZ-2', middle, east + 0.1],
  ].map(([code, from, to]) => ({
    type: 'Feature',
    properties: { code, name: `综治${code}` },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [from, south],
          [to, south],
          [to, north],
          [from, north],
          [from, south],
        ],
      ],
    },
  }))
  await desk.given.page({ panel: 'imports' })
  await page.locator('.imports input[type=file]').setInputFiles({
    name: '综治片区.geojson',
    mimeType: 'application/geo+json',
    buffer: Buffer.from(JSON.stringify({ type: 'FeatureCollection', features: areas })),
  })
  await page.getByRole('button', { name: words.crosswalk }).click({ timeout: patient.timeout })
  const pairs = page.locator('.imports-table tbody tr')
  await expect.poll(() => pairs.count(), patient).toBeGreaterThan(100)
  await page.getByRole('button', { name: words.pairColumns.ofGrid, exact: true }).click()
  await expect.poll(() => pairs.first().textContent(), soon).toContain('100.0 %')
  await page.getByRole('searchbox', { name: words.filterPairs }).fill('zz-2')
  await expect.poll(() => page.locator('.imports-table').textContent(), soon).not.toContain('ZZ-1')
  await pairs.first().getByRole('button').press('Enter')
  await expect.poll(() => page.locator('.imports-table tr[data-lit]').count(), soon).toBe(1)
  expect(new URL(page.url()).searchParams.get('pair')).toMatch(/^ZZ-2\|\S+$/)
  expect(await desk.get.faults()).toEqual([])
  await page.getByRole('searchbox', { name: words.filterPairs }).fill('zz-3')
  await expect.poll(() => desk.get.text('.imports'), soon).toContain(words.noneMatch)
})
