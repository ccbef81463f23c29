import { expect, inject, test } from 'vitest'
import { readersOf } from '../support/console-driver.ts'

const reader = readersOf(() => inject('consoleUrl'))
/** Compressed JavaScript of the first load, workers included. */
const mostBytes = 1_000_000

test('the first load is small, asks its own server only, and complains of nothing', async () => {
  const console = await reader()
  await console.given.view()
  const bytes = await console.get.scriptBytes()
  process.stderr.write(
    `first load: ${Math.round(bytes / 1000)} kB of scripts, map drawn after ${await console.get.drawnAfterMs()} ms\n`,
  )
  expect(bytes).toBeGreaterThan(100_000)
  expect(bytes).toBeLessThanOrEqual(mostBytes)
  const own = new URL(inject('consoleUrl')).origin
  const foreign = console.asked.filter(url => !url.startsWith(`${own}/`) && !/^(data|blob):/.test(url))
  expect(foreign).toEqual([])
  // by the first script, which asks for the city itself, and by nobody again
  const times = (path: string) => console.asked.filter(url => url === `${own}/api/${path}`).length
  const { version } = await console.get.api('city')
  expect([times('city'), times(`grids/${version}/topology`)]).toEqual([2, 1])
  expect(console.complaints).toEqual([])
})
