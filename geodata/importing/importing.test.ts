import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { writeGeojson } from '../formats/geojson.ts'
import { writeGeopackage } from '../formats/geopackage.ts'
import { type Layer, wgs84 } from '../formats/layer.ts'
import { readFile } from '../formats/read-file.ts'
import { writeShapefiles } from '../formats/shapefile.ts'
import { fromWgs84 } from '../geometry/datum.ts'
import type { Repair } from '../geometry/importing/fault.ts'
import { decodeTopology, type GridTopology } from '../geometry/topology.ts'
import { checkImport } from './check-import.ts'
import { guessMapping, isComplete } from './mapping.ts'

const folder = mkdtempSync(join(tmpdir(), 'jingwei-importing-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const levels = [
  { key: 'street', name: { zh: '街道', en: 'street' } },
  { key: 'block', name: { zh: '网格', en: 'block' } },
]
const square = (x: number, width = 0.01) => [
  Float64Array.from(
    [x, 32, x + width, 32, x + width, 32.01, x, 32.01, x, 32].map(n => Math.round(n * 1e7) / 1e7),
  ),
]
const blocks = (rows: [code: unknown, parent: unknown, x: number][]): Layer => ({
  name: 'blocks',
  fields: ['网格编码', '网格名称', '上级网格编码'],
  rows: rows.map(([code, parent, x]) => ({
    values: [code as string, `第${code}网格`, parent as string],
    polygons: [square(x)],
  })),
  reference: wgs84,
})
const streets = (...rows: [code: string, x: number, width: number][]): Layer => ({
  name: '街道',
  fields: ['CODE', 'MC'],
  rows: rows.map(([code, x, width]) => ({ values: [code, `${code}街道`], polygons: [square(x, width)] })),
  reference: wgs84,
})
const check = (layers: Layer[], choose: Record<string, Repair> = {}, of = levels) => {
  const mapping = guessMapping(layers, of)
  const first = checkImport(layers, mapping, null, new Map())
  const choices = new Map(
    first.faults.flatMap(({ id, code }) => (choose[code] ? [[id, choose[code] as Repair] as const] : [])),
  )
  return { mapping, first, ...checkImport(layers, mapping, null, choices) }
}
const codes = ({ faults }: { faults: readonly { code: string }[] }) => faults.map(({ code }) => code)

describe('columns are guessed', () => {
  test('a layer a level, by name; columns in Chinese and in letters', () => {
    const { mapping, faults, counts } = check([
      streets(['S1', 117, 0.02]),
      blocks([
        ['A', 'S1', 117],
        ['B', 'S1', 117.01],
      ]),
    ])
    expect(mapping.levels).toMatchObject([
      { layer: '街道', code: 'CODE', name: 'MC', parent: null },
      { layer: 'blocks', code: '网格编码', name: '网格名称', parent: '上级网格编码' },
    ])
    expect(isComplete(mapping, false)).toBe(true)
    expect(faults).toEqual([])
    expect(counts).toMatchObject({ grids: { street: 1, block: 2 }, faces: 2, vertices: 6 })
  })

  test('leaves with the codes of what is above them in columns', () => {
    const layer: Layer = {
      name: '导出',
      fields: ['id', 'name', '街道编码', '街道名称', 'parent'],
      rows: [117, 117.01].map((x, i) => ({
        values: [`A${i}`, null, 'S1', '南街道', 'S1'],
        polygons: [square(x)],
      })),
      reference: wgs84,
    }
    const { mapping, faults, topology, notes } = check([layer])
    expect(mapping.levels[0]).toMatchObject({ layer: '导出', code: '街道编码', name: '街道名称' })
    expect(faults).toEqual([])
    expect(topology?.grids.find(({ code }) => code === 'S1')).toMatchObject({
      name: { zh: '南街道' },
      parent: null,
    })
    expect(notes.unnamed).toBe(2)
  })

  test('codes of two levels above in columns, and no column of parents', () => {
    const layer: Layer = {
      name: 'units',
      fields: ['code', 'district_code', 'street_code', 'street_name'],
      rows: [117, 117.01, 117.02].map((x, i) => ({
        values: [`A${i}`, i < 2 ? 'W' : 'E', `S${i}`, `街道${i}`],
        polygons: [square(x)],
      })),
      reference: wgs84,
    }
    const three = [{ key: 'district', name: { zh: '区', en: 'district' } }, ...levels]
    const { faults, topology } = check([layer], {}, three)
    expect(faults).toEqual([])
    expect(topology?.grids.map(({ code, parent }) => [code, parent])).toEqual([
      ['W', null],
      ['E', null],
      ['S0', 'W'],
      ['S1', 'W'],
      ['S2', 'E'],
      ['A0', 'S0'],
      ['A1', 'S1'],
      ['A2', 'S2'],
    ])
  })

  test('a code above that has to be changed takes the rows that name it along, and is told once', () => {
    const layer: Layer = {
      name: 'units',
      fields: ['code', 'street_code'],
      rows: [117, 117.01, 117.02, 117.03].map((x, i) => ({
        values: [`A${i}`, i < 2 ? '3404.02' : '3404.03'],
        polygons: [square(x)],
      })),
      reference: wgs84,
    }
    const { first, topology } = check([layer])
    expect(codes(first)).toEqual(['bad-code', 'bad-code'])
    expect(topology?.grids.map(({ code, parent }) => [code, parent])).toEqual([
      ['3404-02', null],
      ['3404-03', null],
      ['A0', '3404-02'],
      ['A1', '3404-02'],
      ['A2', '3404-03'],
      ['A3', '3404-03'],
    ])
  })

  test('a large street that names two districts can be decided: its fault has a short name, however many rows it has', () => {
    const many = Array.from({ length: 1000 }, (_, i) => 117 + i / 1000)
    const layer: Layer = {
      name: 'units',
      fields: ['code', 'district_code', 'street_code'],
      rows: many.map((x, i) => ({
        values: [`A${i}`, i % 2 === 0 ? 'W' : 'E', 'S1'],
        polygons: [square(Math.round(x * 1e7) / 1e7, 0.001)],
      })),
      reference: wgs84,
    }
    const three = [{ key: 'district', name: { zh: '区', en: 'district' } }, ...levels]
    const { first } = check([layer], {}, three)
    const [fault] = first.faults
    expect(fault).toMatchObject({ code: 'two-parents', grids: ['S1'] })
    expect(fault?.rows).toHaveLength(1000)
    expect(fault?.id.length).toBeLessThan(100)
  })

  test('a street of which one row says another district is told, and goes where somebody chooses', () => {
    const layer: Layer = {
      name: 'units',
      fields: ['code', 'district_code', 'street_code'],
      rows: [117, 117.01, 117.02].map((x, i) => ({
        values: [`A${i}`, i < 2 ? 'W' : 'E', i < 1 ? 'S0' : 'S1'],
        polygons: [square(x)],
      })),
      reference: wgs84,
    }
    const three = [{ key: 'district', name: { zh: '区', en: 'district' } }, ...levels]
    const { first, topology } = check([layer], { 'two-parents': { kind: 'give', to: 'E' } }, three)
    // what is offered first leaves the other district empty
    expect(codes(first)).toEqual(['two-parents', 'no-children'])
    expect(first.faults[0]).toMatchObject({
      grids: ['S1'],
      rows: [2, 3],
      repairs: [
        { kind: 'give', to: 'W' },
        { kind: 'give', to: 'E' },
      ],
    })
    expect(topology?.grids.find(({ code }) => code === 'S1')).toMatchObject({ parent: 'E' })
  })

  test('columns named after the level come before numbers of rows', () => {
    const layer: Layer = {
      name: 'export',
      fields: ['fid', 'block_code', 'block_name'],
      rows: [117, 117.01].map((x, i) => ({ values: [i + 1, `A${i}`, `东${i}`], polygons: [square(x)] })),
      reference: wgs84,
    }
    const { mapping } = check([layer], {}, levels.slice(1))
    expect(mapping.levels).toMatchObject([{ code: 'block_code', name: 'block_name' }])
  })

  test('a name that is too long is told, and its beginning taken', () => {
    const { notes, topology } = check([
      streets(['S1', 117, 0.01]),
      {
        ...blocks([['A', 'S1', 117]]),
        rows: [{ values: ['A', '长'.repeat(81), 'S1'], polygons: [square(117)] }],
      },
    ])
    expect(notes.shortened).toBe(1)
    expect(topology?.grids.find(({ code }) => code === 'A')?.name.zh).toBe('长'.repeat(80))
  })

  test('one layer for all levels, with a column that says which', () => {
    const layer = {
      ...blocks([
        ['S1', null, 117],
        ['A', 'S1', 117],
      ]),
      fields: ['code', 'level', 'parent'],
    }
    const rows = layer.rows.map((row, i) => ({
      ...row,
      values: [row.values[0] ?? null, i === 0 ? '街道' : 'block', row.values[2] ?? null],
    }))
    const { mapping, faults } = check([{ ...layer, rows }])
    expect(mapping.levels.map(({ only }) => only?.value)).toEqual(['街道', 'block'])
    expect(faults).toEqual([])
  })

  test('a code is preferred to a number of rows that stands before it', () => {
    const numbered = {
      ...blocks([
        ['A', 'S1', 117],
        ['B', 'S1', 117.01],
      ]),
      fields: ['code', 'name', 'parent', 'id'],
    }
    const rows = numbered.rows.map((row, i) => ({ ...row, values: [...row.values, i] }))
    const turned = {
      ...numbered,
      fields: ['id', 'code', 'name', 'parent'],
      rows: rows.map(row => ({ ...row, values: [row.values.at(-1) ?? null, ...row.values.slice(0, -1)] })),
    }
    for (const layer of [{ ...numbered, rows }, turned]) {
      const { mapping, faults } = check([streets(['S1', 117, 0.02]), layer])
      expect(mapping.levels[1]?.code).toBe('code')
      expect(faults).toEqual([])
    }
    expect(
      guessMapping([{ ...turned, fields: ['id', 'x', 'name', 'parent'] }], levels.slice(1)).levels[0]?.code,
    ).toBe('id')
  })

  test('a file without any sign of codes waits for a person', () => {
    const layer = {
      ...blocks([
        ['甲', null, 117],
        ['甲', null, 117.01],
      ]),
      fields: ['x', 'y', 'z'],
    }
    expect(isComplete(guessMapping([layer], levels), true)).toBe(false)
  })
})

describe('rows', () => {
  test('no code, a code that is none, one code twice, an orphan, a parent without children, an outline that differs', () => {
    const found = check([
      streets(['S1', 117, 0.02], ['S2', 118, 0.01]),
      blocks([
        ['A 1', 'S1', 117],
        ['', 'S1', 117.01],
        ['B', 'S9', 117.02],
        ['C', 'S1', 117.03],
        ['C', 'S1', 117.05],
      ]),
    ])
    expect(new Set(codes(found))).toEqual(
      new Set(['bad-code', 'no-code', 'duplicate-code', 'orphan', 'no-children', 'outline-differs']),
    )
    const of = (code: string) => found.faults.find(fault => fault.code === code)
    expect(of('bad-code')).toMatchObject({
      rows: [1],
      repairs: [{ kind: 'recode', to: 'A-1' }, { kind: 'drop' }],
    })
    expect(of('duplicate-code')).toMatchObject({ rows: [4, 5], grids: ['C'] })
    expect(of('orphan')).toMatchObject({ rows: [3], grids: ['B', 'S9'] })
    expect(of('no-children')).toMatchObject({ grids: ['S2'] })
    expect(found.open).toBe(found.faults.length)
  })

  test('what is chosen is done: an orphan to a parent, a second row left out', () => {
    const layers = [
      streets(['S1', 117, 0.01], ['S2', 117.01, 0.01]),
      blocks([
        ['A', 'S1', 117],
        ['B', 'S9', 117.01],
        ['B', 'S9', 117.05],
      ]),
    ]
    const done = check(layers, { orphan: { kind: 'give', to: 'S2' }, 'duplicate-code': { kind: 'drop' } })
    expect(done.topology?.grids.find(({ code }) => code === 'B')?.parent).toBe('S2')
    expect(done.counts.faces).toBe(2)
    expect(done.open).toBe(0)
  })
})

describe('what is above the leaves', () => {
  const two = blocks([
    ['A', 'S1', 117],
    ['B', 'S1', 117.01],
  ])
  const around = (...ring: number[]): Layer => ({
    ...streets(['S1', 117, 0.02]),
    rows: [{ values: ['S1', '南街道'], polygons: [[Float64Array.from(ring)]] }],
  })

  test.each([
    [
      'more corners in line',
      [117, 32, 117.003, 32, 117.02, 32, 117.02, 32.01, 117.0123, 32.01, 117, 32.01, 117, 32],
    ],
    ['fewer', [117, 32, 117.02, 32, 117.02, 32.01, 117, 32.01, 117, 32]],
  ])('a parent with %s than its children is the same', (_, ring) => {
    expect(check([around(...ring), two]).faults).toEqual([])
  })

  test('a child outside its parent is told with place and m²', () => {
    const found = check([streets(['S1', 117, 0.01]), two])
    expect(codes(found)).toEqual(['outline-differs'])
    expect(found.faults[0]?.squareMeters).toBeCloseTo(1_047_000, -4)
  })

  test('a child of two parents is told, and belongs to the first', () => {
    const rows = blocks([
      ['A', 'S1', 117],
      ['A', 'S2', 117],
      ['B', 'S2', 117.01],
    ])
    const found = check([streets(['S1', 117, 0.01], ['S2', 117.01, 0.01]), rows], {
      'duplicate-code': { kind: 'drop' },
    })
    expect(codes(found)).toEqual(['duplicate-code'])
    expect(found.open).toBe(0)
    expect(found.topology?.grids.find(({ code }) => code === 'A')?.parent).toBe('S1')
  })
})

test('names lose what no database keeps', () => {
  const rows = blocks([['A', 'S1', 117]])
  const named = {
    ...rows,
    rows: rows.rows.map(row => ({ ...row, values: ['A', '甲\0乙\uD800\n', 'S1'] })),
  }
  const { topology } = check([streets(['S1', 117, 0.01]), named])
  expect(topology?.grids.find(({ code }) => code === 'A')?.name.zh).toBe('甲 乙')
})

test('declared GCJ-02 and BD-09 are converted, swapped axes turned', () => {
  const leafOnly = levels.slice(1)
  const plain = check(
    [
      blocks([
        ['A', null, 117],
        ['B', null, 117.01],
      ]),
    ],
    {},
    leafOnly,
  )
  const moved = (change: (lon: number, lat: number) => readonly number[]): Layer => {
    const layer = blocks([
      ['A', null, 117],
      ['B', null, 117.01],
    ])
    return {
      ...layer,
      rows: layer.rows.map(row => ({
        ...row,
        polygons: (row.polygons ?? []).map(rings =>
          rings.map(ring =>
            ring.map(
              (_, i) => change(ring[i - (i % 2)] as number, ring[i - (i % 2) + 1] as number)[i % 2] as number,
            ),
          ),
        ),
      })),
    }
  }
  for (const datum of ['gcj02', 'bd09'] as const) {
    const layers = [moved((lon, lat) => fromWgs84([lon, lat], datum))]
    const mapping = { ...guessMapping(layers, leafOnly), datum }
    const [face] = decodeTopology(checkImport(layers, mapping, null, new Map()).topology as GridTopology)
    const off = [...(face?.rings[0] ?? [])].map((unit, i) =>
      Math.abs(unit - (decodeTopology(plain.topology as GridTopology)[0]?.rings[0]?.[i] ?? 0)),
    )
    expect(Math.max(...off)).toBeLessThanOrEqual(1)
  }
  const swapped = [moved((lon, lat) => [lat, lon])]
  expect(guessMapping(swapped, leafOnly).swapped).toBe(true)
  expect(check(swapped, {}, leafOnly).topology).toEqual(plain.topology)
})

describe('the demo city goes out and comes back', () => {
  const topology: GridTopology = JSON.parse(
    readFileSync(new URL('../huainan/topology.json', import.meta.url), 'utf8'),
  )
  const faces = decodeTopology(topology)
  const city = { faces, grids: topology.grids }
  const keys = [...new Set(topology.grids.map(({ level }) => level))]
  const leaf = keys.at(-1) as string
  const layer: Layer = {
    name: leaf,
    fields: ['code', 'name', 'name_en', 'parent'],
    rows: topology.grids
      .filter(({ level }) => level === leaf)
      .map(({ code, name, parent }) => ({
        values: [code, name.zh, name.en ?? null, parent],
        polygons: faces.filter(({ grid }) => grid === code).map(({ rings }) => rings.map(closed)),
      })),
    reference: wgs84,
  }

  test.each(['geojson', 'gpkg', 'zip'])('%s: no fault, the same bytes, in seconds', format => {
    const file = join(folder, `city.${format}`)
    if (format === 'gpkg') writeGeopackage(file, [layer])
    else
      writeFileSync(file, format === 'zip' ? writeShapefiles([layer]) : [...writeGeojson([layer])].join(''))
    const { layers } = readFile(file, `${leaf}.${format}`)
    const mapping = guessMapping(
      layers,
      keys.map(key => ({ key, name: { zh: key } })),
    )
    expect(mapping.levels.at(-1)?.code).toBe('code')
    const { faults, topology: back, open } = checkImport(layers, mapping, city, new Map())
    expect(faults).toEqual([])
    expect(open).toBe(0)
    expect(decodeTopology(back as GridTopology)).toEqual(expect.arrayContaining(faces))
    expect(back?.objects.faces.geometries).toHaveLength(faces.length)
    expect(new Set(back?.grids.map(({ code }) => code))).toEqual(
      new Set(topology.grids.map(({ code }) => code)),
    )
  })
})

function closed(ring: Int32Array): Float64Array {
  return Float64Array.from([...ring, ring[0] as number, ring[1] as number], units => units / 1e7)
}

describe('a file of many more vertices than a city is drawn with', () => {
  /** Two blocks of a street that is there; the file has so many vertices on the border between them. */
  const dense = (count: number, wild = 0): Layer => {
    // a wild one lies a decimetre this way, a decimetre that way
    const border = Array.from({ length: count + wild }, (_, i) => [
      117.01 + (i < wild ? 1e-6 * (1 - 2 * (i % 2)) : 0),
      32 + (0.01 * (i + 1)) / (count + wild + 1),
    ])
    const ring = (points: number[][]) => [
      Float64Array.from([...points, points[0] ?? []].flat().map(n => Math.round(n * 1e7) / 1e7)),
    ]
    const west = ring([[117, 32], [117.01, 32], ...border, [117.01, 32.01], [117, 32.01]])
    const east = ring([[117.01, 32], [117.02, 32], [117.02, 32.01], [117.01, 32.01], ...border.toReversed()])
    const layer = blocks([
      ['A', 'S1', 117],
      ['B', 'S1', 117.01],
    ])
    return { ...layer, rows: layer.rows.map((row, i) => ({ ...row, polygons: [i === 0 ? west : east] })) }
  }
  const there = () => {
    const { topology } = check([streets(['S1', 117, 0.02]), dense(0)])
    if (topology === null) throw new Error('no city')
    return { faces: decodeTopology(topology), grids: topology.grids }
  }
  const against = (layers: Layer[], choices: ReadonlyMap<string, Repair>) =>
    checkImport(layers, guessMapping(layers, levels), there(), choices, () => {}, 20)

  test('is told, and left as it is until somebody lets it be thinned; nothing else changes', () => {
    const first = against([dense(100)], new Map())
    expect(codes(first)).toEqual(['too-many-vertices'])
    expect(first).toMatchObject({ open: 1, stuck: 0 })
    const [fault] = first.faults
    expect(fault).toMatchObject({ count: 106, repairs: [{ kind: 'thin', meters: 0.02 }] })
    const thin = against([dense(100)], new Map([[fault?.id ?? '', { kind: 'thin', meters: 0.02 }]]))
    expect(thin).toMatchObject({ open: 0, counts: { vertices: 6 } })
    expect(decodeTopology(thin.topology as GridTopology)).toEqual(there().faces)
  })

  test('a choice of so many metres is none of more', () => {
    const [fault] = against([dense(100)], new Map()).faults
    const other = against([dense(100)], new Map([[fault?.id ?? '', { kind: 'thin', meters: 0.5 }]]))
    expect(other).toMatchObject({ open: 1 })
  })

  test('what thinning leaves out is no difference between a street and its block', () => {
    const wild = dense(0, 100)
    const own = streets(['S1', 117, 0.01], ['S2', 117.01, 0.01])
    const layers = [own, wild].map((layer, l) => ({
      ...layer,
      rows: layer.rows.map(({ values: [code, name] }, i) => ({
        values: [code ?? null, name ?? null, ...(l === 0 ? [] : [`S${i + 1}`])],
        polygons: wild.rows[i]?.polygons ?? null,
      })),
    }))
    expect(codes(against(layers, new Map()))).toEqual(['too-many-vertices'])
  })

  test('one that the city is drawn with already is none', () => {
    expect(codes(against([dense(10)], new Map()))).toEqual([])
  })
})
