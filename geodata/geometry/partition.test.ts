import fc from 'fast-check'
import { expect, it } from 'vitest'
import { OUTSIDE } from './edges.ts'
import { canonicalFace, type Face } from './face.ts'
import { buildPartition, faceOf } from './partition.ts'
import { uglyCoverage } from './testing/ugly-coverage.ts'

const left: Face = { grid: 'a', rings: [Int32Array.of(0, 0, 4, 0, 4, 4, 0, 4)] }
const right: Face = { grid: 'b', rings: [Int32Array.of(4, 0, 8, 0, 8, 4, 4, 4)] }

it('gives neighbours the same vertices, and their edge both faces', () => {
  const { xs, ys, edges } = buildPartition([left, right])
  expect([...xs]).toEqual([0, 0, 4, 4, 8, 8])
  expect([...ys]).toEqual([0, 4, 0, 4, 0, 4])
  const shared = edges.from.findIndex((v, e) => v === 2 && edges.to[e] === 3)
  expect([edges.left[shared], edges.right[shared]]).toEqual([0, 1])
  expect(edges.left.filter((f, e) => f !== OUTSIDE && edges.right[e] !== OUTSIDE)).toHaveLength(1)
})

it('numbers vertices by their place, not by the order of the faces', () => {
  const { xs, ys } = buildPartition([right, left])
  expect([xs, ys]).toEqual([buildPartition([left, right]).xs, buildPartition([left, right]).ys])
})

it('takes coordinates near the date line and below zero', () => {
  const far = Int32Array.of(
    1_799_999_990,
    -899_999_990,
    1_800_000_000,
    -899_999_990,
    1_800_000_000,
    -899_999_980,
  )
  const partition = buildPartition([{ grid: 'a', rings: [far] }])
  expect(partition.faces.map(face => faceOf(partition, face).rings)).toEqual([[far]])
})

it('gives back its faces', () => {
  fc.assert(
    fc.property(uglyCoverage, ({ faces }) => {
      const partition = buildPartition(faces)
      expect(partition.faces.map(face => canonicalFace(faceOf(partition, face)))).toEqual(
        faces.map(canonicalFace),
      )
    }),
  )
})
