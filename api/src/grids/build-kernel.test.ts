import { brotliCompressSync } from 'node:zlib'
import { demoFolder } from '@jingwei/geodata/demo-folder.ts'
import { expect, test } from 'vitest'
import { readCityFolder } from '../city/city-folder.ts'
import { buildKernel } from './build-kernel.ts'

test('a kernel made by a thread answers as one made here', async () => {
  const { topology } = await readCityFolder(demoFolder)
  const stored = brotliCompressSync(JSON.stringify(topology), { params: { 1: 4 } })
  const here = await buildKernel(stored, 500)
  const there = await buildKernel(stored, 500, 0)
  expect(there.partition).toEqual(here.partition)
  const { xs, ys } = here.partition
  const points = Float64Array.from({ length: 40_000 }, (_, i) => {
    const v = (i >> 1) * 3 + (i % 7)
    return (i % 2 === 0 ? (xs[v % xs.length] ?? 0) : (ys[(v * 7) % ys.length] ?? 0)) / 1e7
  })
  const answers = [here, there].map(({ locator }) => {
    const faces = new Int32Array(points.length / 2)
    const kinds = new Uint8Array(faces.length)
    locator.locateMany(points, faces, kinds)
    return { faces, kinds }
  })
  expect(answers[1]).toEqual(answers[0])
  expect(new Set(answers[0]?.kinds).size).toBeGreaterThan(2)
})
