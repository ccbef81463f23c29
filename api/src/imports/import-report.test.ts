import { faultOf } from '@jingwei/geodata/geometry/importing/fault.ts'
import { expect, test } from 'vitest'
import { mostFaults, reportOf } from './import-report.ts'

const counts = { grids: {}, faces: 0, vertices: 0 }
const notes = { moved: 0, farthest: 0, repeated: 0, heights: 0, unnamed: 0, shortened: 0 }

test('of more faults than are listed those are, first, that somebody has to decide, then those of the file', () => {
  const many = Array.from({ length: mostFaults + 5 }, (_, row) =>
    faultOf({ code: 'missing-vertex', rows: [row], repairs: [{ kind: 'insert' }] }),
  )
  const gap = faultOf({ code: 'gap', repairs: [{ kind: 'give', to: 'A' }] })
  const hopeless = faultOf({ code: 'gap', rows: [1], repairs: [] })
  const check = { faults: [...many, hopeless, gap], stuck: 1, counts, notes }

  const before = reportOf(check, new Map(), new Set())
  expect(before.faults).toHaveLength(mostFaults)
  expect(before).toMatchObject({ open: mostFaults + 6, stuck: 1 })
  expect(before.openCounts).toEqual({ 'missing-vertex': mostFaults + 5, gap: 1 })
  expect(before.faultCounts).toEqual({ 'missing-vertex': mostFaults + 5, gap: 2 })

  const after = reportOf(check, new Map(), new Set(['missing-vertex']))
  expect(after).toMatchObject({ open: 1, openCounts: { gap: 1 } })
  expect(after.faults.slice(0, 2).map(({ id }) => id)).toEqual([gap.id, hopeless.id])
  expect(after.faults).toHaveLength(mostFaults)
})
