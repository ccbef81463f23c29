import { expect, test } from 'vitest'
import { type CityFolder, CityFolderError, checkReferences } from './city-folder.ts'

type Grid = CityFolder['topology']['grids'][number]

/** A hamlet of three levels, one grid each, whose shapes nobody looks at here. */
function hamlet() {
  const name = { zh: '村', en: 'Hamlet' }
  const level = (key: string) => ({ key, name, scope: name, leadTitle: name, kinds: [] })
  const grid = (code: string, level: string, parent: string | null) => {
    return { code, level, parent, name, households: 1, synthetic: true }
  }
  const face = { type: 'Polygon' as const, arcs: [[0]], properties: { grid: 'C1' } }
  const scale: [number, number] = [1e-7, 1e-7]
  const road = {
    code: 'ROAD',
    kind: 'event' as const,
    major: { code: 'R', name },
    name,
    net: 'net',
    duty: null,
  }
  const center = {
    code: 'Z1',
    name,
    lon: 0,
    lat: 0,
    grid: 'A1',
    nets: ['net'],
    services: ['all'],
    hours: '24',
  }
  return {
    profile: {
      code: '990001',
      name,
      timeZone: 'Europe/Lisbon',
      metricSrid: 3763,
      nearMeters: 50,
      validFrom: '2020-01-01T00:00:00Z',
      codeScheme: [],
      levels: [level('a'), level('b'), level('c')],
      nets: [{ key: 'net', name }],
      duties: [],
      classes: [{ ...road, limits: [] }],
      sources: [],
      synthetic: name,
    },
    topology: {
      type: 'Topology' as const,
      transform: { scale, translate: scale },
      arcs: [],
      objects: { faces: { type: 'GeometryCollection' as const, geometries: [face] } },
      grids: [grid('A1', 'a', null), grid('B1', 'b', 'A1'), grid('C1', 'c', 'B1')] as [Grid, Grid, Grid],
    },
    centers: [{ ...center, synthetic: true }],
    people: { persons: [], posts: [] },
  }
}

type Hamlet = ReturnType<typeof hamlet>

/** What is said about a hamlet in which something was spoiled. */
function complaint(spoil: (place: Hamlet) => void): string {
  const place = hamlet()
  spoil(place)
  const { grids, ...shapes } = place.topology
  const folder: CityFolder = {
    ...place,
    topology: { ...shapes, grids: [...grids] },
    districts: null,
    hasIncidents: false,
    async *incidents() {},
  }
  try {
    checkReferences(folder)
  } catch (error) {
    if (error instanceof CityFolderError) return error.message
    throw error
  }
  return 'nothing'
}

test('a sound city is accepted', () => {
  expect(complaint(() => {})).toBe('nothing')
})

test('grids are a tree of the levels, and its leaves alone have faces', () => {
  const complaints = [
    complaint(({ topology }) => {
      topology.grids[1].parent = null
    }),
    complaint(({ topology }) => {
      topology.grids[2].parent = 'A1'
    }),
    complaint(({ topology }) => {
      topology.grids[0].parent = 'B1'
    }),
    complaint(({ topology }) => {
      for (const face of topology.objects.faces.geometries) face.properties.grid = 'A1'
    }),
    complaint(({ topology }) => {
      topology.objects.faces.geometries = []
    }),
    complaint(({ profile, topology }) => {
      profile.levels.pop()
      for (const face of topology.objects.faces.geometries) face.properties.grid = 'B1'
      Object.assign(topology.grids[2], { code: 'A2', level: 'a', parent: null })
    }),
  ]
  expect(complaints).toEqual([
    'topology.json: grid B1: its parent must be a grid of level a',
    'topology.json: grid C1: its parent must be a grid of level b',
    'topology.json: grid A1: level a is the largest, it has no parent',
    'topology.json: face: A1 is not of the leaf level c',
    'topology.json: grid C1: no face',
    'topology.json: grid A2: no children',
  ])
})

test('a code says one thing', () => {
  const doubled = [
    complaint(({ profile }) => profile.levels.push(...profile.levels.slice(0, 1))),
    complaint(({ profile }) => profile.nets.push(...profile.nets)),
    complaint(({ profile }) => profile.classes.push(...profile.classes)),
    complaint(({ topology }) => {
      topology.grids[1].code = 'A1'
    }),
    complaint(({ centers }) => centers.push(...centers)),
  ]
  expect(doubled).toEqual([
    'city.json: level a: there are two',
    'city.json: net net: there are two',
    'city.json: class ROAD: there are two',
    'topology.json: grid A1: there are two',
    'centers.json: center Z1: there are two',
  ])
})

test('a clock of no known time zone is refused', () => {
  const complained = complaint(({ profile }) => {
    profile.timeZone = 'Mars/Base'
  })
  expect(complained).toBe('city.json: timeZone: unknown Mars/Base')
})
