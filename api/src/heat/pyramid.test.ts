import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AskedThread } from '../asked-thread.ts'
import type { IncidentScope } from '../incidents/filter.ts'
import { encode, storedZoom } from './cell.ts'
import type { CellCounts } from './cell-counts.ts'
import { cellsInStore } from './count-in-store.ts'
import { IncidentStore } from './incident-store.ts'
import { frameAround } from './place-frame.ts'
import { evenShifts, Pyramid } from './pyramid.ts'

/** The judge counts in a Map, cell by cell, and grows the cells until they are few enough. */

const frame = { x0: 1024 * 800, y0: 1024 * 400, width: 2048, height: 1024 }

test('what is added and taken away is as if counted anew', () => {
  const place = fc.record({ x: fc.nat(frame.width - 1), y: fc.nat(frame.height - 1), stays: fc.boolean() })
  fc.assert(
    fc.property(fc.array(place, { maxLength: 40 }), places => {
      const pyramid = new Pyramid(frame, 3, new Uint32Array(256 * 128))
      const number = ({ x, y }: { x: number; y: number }) => ((y << 16) | x) >>> 0
      for (const each of places) pyramid.add(number(each), 1)
      for (const each of places) if (!each.stays) pyramid.add(number(each), -1)
      for (let shift = 3; shift <= evenShifts; shift++) {
        const columns = frame.width >> shift
        const judge = new Map<number, number>()
        for (const { x, y, stays } of places) {
          const cell = (y >> shift) * columns + (x >> shift)
          if (stays) judge.set(cell, (judge.get(cell) ?? 0) + 1)
        }
        const counts = [...pyramid.counts(shift).entries()].filter(([, count]) => count > 0)
        expect(new Map(counts)).toEqual(judge)
        expect(pyramid.held(shift)).toBe(judge.size)
      }
    }),
  )
})

const everything = { statuses: null, gridIds: null, classes: null, net: null, reasons: null }
const scope = (more: object) =>
  ({ ...everything, from: null, to: null, words: [], openOnly: false, now: new Date(), ...more }) as unknown
const since = new Date('2026-01-01T00:00:00Z')

test('many rows, few rows and what is counted already give the same cells, strays among them', async () => {
  const store = new IncidentStore(frameAround([116, 32, 117, 33]), new AskedThread(new URL('none:'), 'none'))
  const kinds = ['many', 'few'].map(code => store.kinds.numberOf(code, 'net'))
  const states = ['handling', 'closed'].map(status => store.stateNumber(status, 'inside'))
  const rows: { x: number; y: number; code: string; status: string }[] = []
  for (let i = 0; i < 60_000; i++) {
    const [few, open] = [i % 50 === 0, i % 7 === 0]
    // spread by two numbers without a common divisor; some on the other side of the world
    const x = (i % 997 === 0 ? 100_000 : 862_500) + ((i * 7919) % 2600)
    const y = 424_500 + ((i * 104_729) % 2300)
    const at = since.getTime() + i * 1000
    const numbers = { kind: kinds[few ? 1 : 0] ?? 0, state: states[open ? 0 : 1] ?? 0 }
    store.put({ id: i + 1, at, cell: encode({ x, y }), gridId: 1, ...numbers })
    rows.push({ x, y, code: few ? 'few' : 'many', status: open ? 'handling' : 'closed' })
  }
  for (const [more, isWanted] of [
    [{ from: since }, () => true],
    [{}, () => true],
    [{ statuses: ['handling'], openOnly: true }, ({ status }) => status === 'handling'],
    [{ classes: ['few'] }, ({ code }) => code === 'few'],
    [{ classes: ['many'], from: since }, ({ code }) => code === 'many'],
  ] as readonly [object, (row: (typeof rows)[number]) => boolean][])
    for (const most of [200, 25_000])
      for (const zoom of [9, 14, 18]) {
        const cells = await cellsInStore(store, scope(more) as IncidentScope, zoom, most)
        expect(cells?.zoom).toBeLessThanOrEqual(zoom)
        const wanted = rows.filter(isWanted)
        const judge = counted(wanted, cells?.zoom ?? 0)
        expect(told(cells)).toEqual(judge)
        expect(judge.size).toBeLessThanOrEqual(most)
        // one zoom further down there would have been too many
        if (cells?.zoom !== zoom) expect(counted(wanted, (cells?.zoom ?? 0) + 1).size).toBeGreaterThan(most)
      }
})

function counted(rows: readonly { x: number; y: number }[], zoom: number): Map<string, number> {
  const found = new Map<string, number>()
  for (const { x, y } of rows) {
    const cell = `${x >> (storedZoom - zoom)} ${y >> (storedZoom - zoom)}`
    found.set(cell, (found.get(cell) ?? 0) + 1)
  }
  return found
}

function told(cells: CellCounts | null): Map<string, number> {
  return new Map(Array.from(cells?.counts ?? [], (n, i) => [`${cells?.xs[i]} ${cells?.ys[i]}`, n]))
}
