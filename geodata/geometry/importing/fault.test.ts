import { expect, test } from 'vitest'
import { chosen, faultOf, isChosen, type Repair } from './fault.ts'

test('a fault of hundreds of grids has a name that can be sent back, and is another one than its like', () => {
  const grids = Array.from({ length: 500 }, (_, i) => `3404020010010${i}`)
  const gap = (codes: readonly string[]) => faultOf({ code: 'gap', grids: codes, repairs: [] })
  expect(gap(grids).id.length).toBeLessThan(1100)
  expect(gap(grids).id).toBe(gap([...grids]).id)
  expect(gap(grids).id).not.toBe(gap([...grids.slice(0, -1), '3404020010010x']).id)
})

test.each<[Repair, Repair]>([
  [
    { kind: 'give', to: 'A' },
    { kind: 'give', to: 'B' },
  ],
  [
    { kind: 'recode', to: 'A' },
    { kind: 'recode', to: 'B' },
  ],
  [
    { kind: 'thin', meters: 0.02 },
    { kind: 'thin', meters: 2 },
  ],
])('%o is chosen where it is offered, and %o is another repair', (repair, other) => {
  const fault = faultOf({ code: 'gap', repairs: [repair] })
  expect(isChosen(fault, new Map([[fault.id, { ...repair }]]))).toBe(true)
  expect(isChosen(fault, new Map([[fault.id, other]]))).toBe(false)
  expect(chosen(fault, new Map([[fault.id, other]]))).toEqual(repair)
})
