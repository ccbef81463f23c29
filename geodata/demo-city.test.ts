import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import * as turf from '@turf/turf'
import { describe, expect, test } from 'vitest'
import {
  centersSchema,
  cityFiles,
  districtsSchema,
  type FolderTopology,
  incidentSchema,
  peopleSchema,
  profileSchema,
  topologySchema,
} from './city-folder.ts'

/** The committed demo city, read as any program would: nothing here uses the pipeline or the geometry package. */
const folder = join(import.meta.dirname, 'huainan')
const json = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'))
const profile = profileSchema.parse(json(cityFiles.profile))
const topology = topologySchema.parse(json(cityFiles.topology))
const { grids } = topology
const byCode = new Map(grids.map(g => [g.code, g]))
const at = (level: string) => grids.filter(g => g.level === level)
const leaves = at('micro')

type Point = [number, number]
const arcs = topology.arcs.map(absolute)
const arc = (i: number) => (i < 0 ? [...(arcs[~i] ?? [])].reverse() : (arcs[i] ?? []))
const ringOf = (refs: number[]) => refs.flatMap(i => arc(i).slice(0, -1))
const faces = topology.objects.faces.geometries.map(geometry => {
  if (geometry.type !== 'Polygon') throw new Error('one geometry is one face')
  return { grid: geometry.properties.grid, rings: geometry.arcs.map(ringOf) }
})

describe('tree', () => {
  test('holds 1976 grids in four levels, every parent one level up', () => {
    expect(profile.levels.map(l => at(l.key).length)).toEqual([37, 110, 330, 1499])
    expect(byCode.size).toBe(1976)
    const above = new Map(profile.levels.map((l, i) => [l.key, profile.levels[i - 1]?.key]))
    for (const g of grids)
      expect(g.parent === null ? undefined : byCode.get(g.parent)?.level).toBe(above.get(g.level))
  })

  test('every grid above the leaves has children, and its households are theirs', () => {
    for (const g of grids.filter(grid => grid.level !== 'micro')) {
      const children = grids.filter(c => c.parent === g.code)
      expect(children.length).toBeGreaterThan(0)
      expect(g.households).toBe(children.reduce((sum, c) => sum + (c.households ?? 0), 0))
    }
  })

  test('has the real units and communities, each once, and says what is synthetic', () => {
    const units = json('../sources/units.json').units as {
      code: string
      members: { code: string; name: string }[]
    }[]
    const communities = units.flatMap(u => u.members).filter(m => /社区|居委会/.test(m.name))
    const found = at('small').filter(g => g.kind === 'community')
    expect(found.map(g => g.code).sort()).toEqual(communities.map(c => c.code).sort())
    for (const c of communities) expect(c.name.startsWith(byCode.get(c.code)?.name.zh ?? '?')).toBe(true)
    expect(at('large').filter(g => g.name.zh.endsWith('街道'))).toHaveLength(19)
    expect(grids.filter(g => !g.synthetic)).toHaveLength(37 + 224)
    expect(new Set(at('small').map(g => g.kind))).toEqual(new Set(['community', 'street-front', 'extension']))
  })

  test('names are unique below one parent and have English beside them', () => {
    expect(new Set(grids.map(g => `${g.parent} ${g.name.zh}`)).size).toBe(grids.length)
    for (const g of grids) expect(g.name.en).toMatch(/^[A-Z][\x20-\x7e’ü]+$/)
  })
})

describe('codes', () => {
  test('follow the scheme of their level and carry the national prefix of their parent', () => {
    for (const { level, pattern } of profile.codeScheme)
      for (const g of at(level)) expect(g.code).toMatch(new RegExp(pattern))
    expect(profile.codeScheme.map(s => s.level)).toEqual(profile.levels.map(l => l.key))
    for (const g of grids) if (g.parent) expect(g.code.startsWith(g.parent.slice(0, 9))).toBe(true)
    for (const g of leaves) expect(g.code.slice(0, 12)).toBe(g.parent)
  })

  test('count rows from north to south, each from west to east', () => {
    const middle = new Map(faces.map(f => [f.grid, meanOf(f.rings[0] ?? [])]))
    for (const small of at('small')) {
      const children = leaves.filter(g => g.parent === small.code)
      expect(children.map(c => Number(c.code.slice(12, 15)))).toEqual(children.map((_, i) => i + 1))
      const [first, last] = [children[0], children.at(-1)].map(c => middle.get(c?.code ?? ''))
      if (children.length === 2) expect((first?.[0] ?? 0) < (last?.[0] ?? 0)).toBe(true)
    }
  })
})

describe('shape', () => {
  test('every edge between faces has exactly one twin; what is left over encloses the sum of the areas', () => {
    const edges = new Set<string>()
    for (const { rings } of faces)
      for (const ring of rings)
        for (const [i, p] of ring.entries()) {
          const key = `${p} ${ring[(i + 1) % ring.length]}`
          expect(edges.has(key)).toBe(false)
          edges.add(key)
        }
    let rim = 0n
    for (const key of edges) {
      const [a = '', b = ''] = key.split(' ')
      if (!edges.has(`${b} ${a}`)) rim += cross(pointOf(a), pointOf(b))
    }
    const sum = faces.flatMap(f => f.rings).reduce((total, ring) => total + twiceArea(ring), 0n)
    expect(rim).toBe(sum)
    expect(new Set(faces.flatMap(f => f.rings.flat().map(String))).size).toBeGreaterThan(45_000)
  })

  test('outer rings run counterclockwise, holes clockwise, and no ring crosses or touches itself', () => {
    for (const { rings } of faces)
      for (const [i, ring] of rings.entries()) {
        expect(twiceArea(ring) > 0n).toBe(i === 0)
        expect(new Set(ring.map(String)).size).toBe(ring.length)
      }
    for (const { rings } of faces)
      expect(turf.kinks(turf.polygon(rings.map(degreesOf))).features).toHaveLength(0)
  })

  test('every leaf has a face; five are enclaves, one has two parts', () => {
    const parts = new Map<string, number>()
    for (const f of faces) parts.set(f.grid, (parts.get(f.grid) ?? 0) + 1)
    expect([...parts.keys()].sort()).toEqual(leaves.map(g => g.code).sort())
    expect([...parts.values()].filter(n => n > 1)).toEqual([2])
    expect(faces.filter(f => f.rings.length > 1)).toHaveLength(6)
  })

  test('blocks are small in town and large outside', () => {
    const areas = faces.map(f => turf.area(turf.polygon(f.rings.map(degreesOf)))).sort((a, b) => a - b)
    expect(areas[Math.floor(areas.length * 0.1)]).toBeLessThan(90_000)
    expect(areas[Math.floor(areas.length * 0.9)]).toBeGreaterThan(1_000_000)
    expect(areas[0]).toBeGreaterThan(2_000)
  })

  test('all faces lie in the five districts, which also hold land without grids', () => {
    const districts = districtsSchema.parse(json(cityFiles.districts))
    expect(districts.objects.districts.geometries.map(g => g.properties.code).sort()).toEqual([
      '340402',
      '340403',
      '340404',
      '340405',
      '340406',
    ])
    const total = areaOf(districts.arcs, districts.objects.districts.geometries)
    const gridded = faces.flatMap(f => f.rings).reduce((sum, ring) => sum + twiceArea(ring), 0n)
    expect(Number(gridded) / Number(total)).toBeGreaterThan(0.5)
    expect(Number(gridded) / Number(total)).toBeLessThan(0.9)
  })
})

describe('centers and people', () => {
  const centers = centersSchema.parse(json(cityFiles.centers))
  const { persons, posts } = peopleSchema.parse(json(cityFiles.people))

  test('309 centers stand inside the grids that they serve', () => {
    expect(centers).toHaveLength(309)
    expect(new Set(centers.map(c => c.code)).size).toBe(309)
    expect(new Set(centers.map(c => `${c.lon} ${c.lat}`)).size).toBe(309)
    const levels = centers.map(c => byCode.get(c.grid)?.kind ?? byCode.get(c.grid)?.level)
    expect(levels.filter(l => l === 'street' || l === 'town')).toHaveLength(37)
    expect(levels.filter(l => l === 'community')).toHaveLength(224)
    for (const center of centers) {
      const homes = faces.filter(f =>
        turf.booleanPointInPolygon([center.lon, center.lat], turf.polygon(f.rings.map(degreesOf))),
      )
      expect(homes.flatMap(f => chainOf(f.grid))).toContain(center.grid)
    }
  })

  test('every grid has one lead with the title of its level', () => {
    const leads = posts.filter(p => p.role === 'lead')
    expect(leads.map(p => p.grid).sort()).toEqual(grids.map(g => g.code).sort())
    for (const level of profile.levels)
      for (const post of leads.filter(p => byCode.get(p.grid)?.level === level.key))
        expect(post.title).toEqual(level.leadTitle)
  })

  test('at least 1,700 workers, only on leaves, some posts vacant; every person is a number and has a post', () => {
    const workers = posts.filter(p => p.role === 'worker')
    expect(new Set(workers.map(p => p.grid)).size).toBe(leaves.length)
    for (const post of workers) expect(byCode.get(post.grid)?.level).toBe('micro')
    const vacant = workers.filter(p => p.person === null)
    expect(vacant.length).toBeGreaterThan(0)
    expect(vacant.length).toBeLessThan(20)
    expect(new Set(workers.flatMap(p => p.person ?? [])).size).toBeGreaterThanOrEqual(1_700)
    expect(new Set(posts.flatMap(p => p.person ?? []))).toEqual(new Set(persons.map(p => p.id)))
    for (const p of persons) expect(p.name).toMatch(/^(网格员|党小组长|社区书记|片区网格长|街道书记) \d{4}$/)
  })
})

describe('profile', () => {
  test('three nets, ten duties of which three have names, classes of both kinds that point to them', () => {
    expect(profile.nets.map(n => n.key)).toEqual(['party', 'governance', 'service'])
    expect(profile.duties.map(d => d.name?.zh ?? null)).toEqual([
      '区域党建联动',
      '城市管理联抓',
      '公共安全联防',
      ...new Array(7).fill(null),
    ])
    const duties = new Set(profile.duties.map(d => d.code))
    for (const c of profile.classes) if (c.duty) expect(duties).toContain(c.duty)
    expect(new Set(profile.classes.map(c => `${c.kind} ${c.major.code}`)).size).toBe(6 + 5)
    expect(new Set(profile.classes.map(c => c.code)).size).toBe(profile.classes.length)
    expect(profile.classes.length).toBeGreaterThanOrEqual(40)
  })
})

describe('incidents', () => {
  const lines = gunzipSync(readFileSync(join(folder, cityFiles.incidents)))
    .toString()
    .trim()
    .split('\n')
  const incidents = lines.map(line => incidentSchema.parse(JSON.parse(line)))
  const day = 86_400
  const span = 104 * 7 * day

  test('50,000 over 24 months, about 1,000 open in every state, none in the future', () => {
    expect(incidents).toHaveLength(50_000)
    const open = incidents.filter(i => !['closed', 'evaluated', 'void'].includes(i.stage))
    expect(open.length).toBeGreaterThan(850)
    expect(open.length).toBeLessThan(1_150)
    expect(new Set(incidents.map(i => i.stage)).size).toBe(9)
    for (const i of incidents) {
      expect(i.secondsBeforeEnd).toBeLessThanOrEqual(span)
      const steps = [
        i.filedAfter,
        i.dispatchedAfter,
        i.takenAfter,
        i.feedbackAfter,
        i.closedAfter,
        i.evaluatedAfter,
      ]
      const done = steps.filter(s => s !== undefined)
      expect(done).toEqual([...done].sort((a, b) => a - b))
      for (const s of [...done, i.voidAfter ?? 0, i.suspendedAfter ?? 0])
        expect(s).toBeLessThan(i.secondsBeforeEnd)
    }
  })

  test('uses every class; mornings beat nights, Mondays beat Sundays, ponding comes in summer rain', () => {
    expect(new Set(incidents.map(i => i.class))).toEqual(new Set(profile.classes.map(c => c.code)))
    const hour = (h: number) =>
      incidents.filter(i => Math.floor(((span - i.secondsBeforeEnd) % day) / 3600) === h).length
    expect(hour(8)).toBeGreaterThan(4 * hour(4))
    const weekday = (d: number) =>
      incidents.filter(i => Math.floor((span - i.secondsBeforeEnd) / day) % 7 === d).length
    expect(weekday(0)).toBeGreaterThan(1.2 * weekday(6))
    const ponding = incidents.filter(i => i.class === 'E0108')
    const weeksBack = (i: (typeof incidents)[number]) => Math.floor(i.secondsBeforeEnd / day / 7) % 52
    // the nominal end is late November: June to August are 13 to 25 weeks back, December to February 39 to 51
    const summer = ponding.filter(i => weeksBack(i) >= 13 && weeksBack(i) <= 25)
    const winter = ponding.filter(i => weeksBack(i) >= 39)
    expect(summer.length).toBeGreaterThan(2.5 * winter.length)
  })

  test('places are whole units, clustered, all but a few dozen inside the gridded box', () => {
    const cells = new Map<string, number>()
    for (const { lon, lat } of incidents) {
      expect(Math.round(lon * 1e7) / 1e7).toBe(lon)
      expect(Math.round(lat * 1e7) / 1e7).toBe(lat)
      const cell = `${Math.floor(lon * 500)} ${Math.floor(lat * 500)}`
      cells.set(cell, (cells.get(cell) ?? 0) + 1)
    }
    const counts = [...cells.values()].sort((a, b) => b - a)
    const busiest = counts.slice(0, Math.ceil(counts.length / 10)).reduce((a, b) => a + b, 0)
    expect(busiest / incidents.length).toBeGreaterThan(0.4)
  })

  test('whoever signs in as the demonstration’s worker has something to do: taken and not taken', () => {
    const own = faces.filter(face => face.grid === profile.demoGrid)
    const shapes = own.map(face => turf.polygon(face.rings.map(degreesOf)))
    const given = incidents
      .filter(({ stage }) => stage === 'dispatched' || stage === 'handling')
      .filter(({ lon, lat }) => shapes.some(shape => turf.booleanPointInPolygon([lon, lat], shape)))
    expect(given.length).toBeGreaterThanOrEqual(5)
    expect(new Set(given.map(({ stage }) => stage)).size).toBe(2)
  })
})

function chainOf(code: string): string[] {
  const grid = byCode.get(code)
  return grid ? [code, ...(grid.parent ? chainOf(grid.parent) : [])] : []
}

function pointOf(key: string): Point {
  const [x = 0, y = 0] = key.split(',').map(Number)
  return [x, y]
}

function cross([ax, ay]: Point, [bx, by]: Point) {
  return BigInt(ax) * BigInt(by) - BigInt(bx) * BigInt(ay)
}

function twiceArea(ring: Point[]) {
  return ring.reduce((sum, p, i) => sum + cross(p, ring[(i + 1) % ring.length] ?? p), 0n)
}

function degreesOf(ring: Point[]) {
  const closed = [...ring, ...ring.slice(0, 1)]
  return closed.map(([x, y]) => [x / 1e7, y / 1e7])
}

function meanOf(ring: Point[]): Point {
  return [ring.reduce((s, p) => s + p[0], 0) / ring.length, ring.reduce((s, p) => s + p[1], 0) / ring.length]
}

/** Twice the area of all shapes of a topology. */
function areaOf(deltas: FolderTopology['arcs'], shapes: { type: string; arcs: number[][] | number[][][] }[]) {
  const lines = deltas.map(absolute)
  const walk = (i: number) => (i < 0 ? [...(lines[~i] ?? [])].reverse() : (lines[i] ?? []))
  const rings = shapes.flatMap(s =>
    s.type === 'Polygon' ? (s.arcs as number[][]) : (s.arcs as number[][][]).flat(),
  )
  return rings.reduce((sum, refs) => sum + twiceArea(refs.flatMap(i => walk(i).slice(0, -1))), 0n)
}

/** Undoes the delta coding of an arc. */
function absolute(deltas: [number, number][]): Point[] {
  let x = 0
  let y = 0
  return deltas.map(([dx, dy]) => {
    x += dx
    y += dy
    return [x, y]
  })
}
