import { Heat, maxHeatCells } from '@jingwei/api/heat/contract.ts'
import { expect, inject, test } from 'vitest'

test('the demo city starts with its whole history; cells of its heat grow until there are few enough, and lose nothing', async () => {
  const answer = await fetch(`${inject('consoleUrl')}/api/heat?zoom=20`)
  const { total, cells, cellZoom, withoutPlace } = Heat.parse(await answer.json())
  expect(total).toBeGreaterThanOrEqual(50_000)
  expect(cells.length).toBeGreaterThan(maxHeatCells / 4)
  expect(cells.length).toBeLessThanOrEqual(maxHeatCells)
  expect(cellZoom).toBeLessThan(20)
  expect(cells.reduce((sum, [, , count]) => sum + count, withoutPlace)).toBe(total)
})
