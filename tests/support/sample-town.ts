import type { CityFolder } from '@jingwei/api/city/city-folder.ts'
import type { FolderIncident, FolderPeople } from '@jingwei/geodata/city-folder.ts'
import type { Face } from '@jingwei/geodata/geometry/face.ts'
import { encodeTopology } from '@jingwei/geodata/geometry/topology.ts'
import { toDegrees } from '@jingwei/geodata/geometry/units.ts'

/**
 * A town of 8 × 4 square blocks, with as many levels as a test likes: nothing may know how many there are. It has what reality has:
 * `enclave` is a block inside another one and belongs to the far corner of the town (a leaf of two faces; a face with a hole),
 * `gap` is a hole that nobody has, three posts are vacant, and one worker took over from another.
 */
export const town = {
  west: 110,
  south: 30,
  /** Degrees, both ways. */
  block: 0.02,
  columns: 8,
  rows: 4,
  /** Middle of the piece of block 31 that lies inside block 0. */
  enclave: [110.01, 30.01],
  /** Middle of the hole in block 5 that is no grid; further than `nearMeters` from its border. */
  gap: [110.0 + 0.02 * 3 + 0.01, 30.01],
  nearMeters: 200,
  /** The day on which block 9 got another worker. */
  handover: '2026-03-01',
} as const

export interface TownOptions {
  /** 2 to 5. */
  readonly levels?: number
  readonly incidents?: number
}

/** The same town every time. Block `n` (0…31) has code `blockCode(n, levels)`. */
export function sampleTown({ levels = 4, incidents = 60 }: TownOptions = {}): CityFolder {
  const grids = gridsOf(levels)
  return {
    profile: profileOf(levels),
    topology: encodeTopology(facesOf(levels), grids) as CityFolder['topology'],
    districts: null,
    centers: centersOf(levels),
    people: peopleOf(levels, grids),
    incidents: async function* () {
      for (let i = 0; i < incidents; i++) yield incidentOf(i, incidents)
    },
    hasIncidents: incidents > 0,
  }
}

const bits = 5
const blocks = 2 ** bits
const units = 1e7
const levelKeys = ['a', 'b', 'c', 'd', 'e'] as const

/** Leading bits of a block's number that name its grid at a level, 0 the largest. */
const bitsAt = (level: number, levels: number) => Math.ceil((bits * (level + 1)) / levels)

const codeAt = (block: number, level: number, levels: number) => {
  const width = bitsAt(level, levels)
  return `T${(block >> (bits - width)).toString(2).padStart(width, '0')}`
}

export const blockCode = (block: number, levels = 4) => codeAt(block, levels - 1, levels)

/** Code of the grid that contains a block at a level, 0 the largest. */
export const gridCode = codeAt

/** Middle of a block, lon and lat. Blocks 0 and 5 have a hole there. */
export function middleOf(block: number): [number, number] {
  const { x, y } = positionOf(block)
  return [at(town.west, x + 0.5), at(town.south, y + 0.5)]
}

/** South-western corner of a block, lon and lat. */
export function cornerOf(block: number): [number, number] {
  const { x, y } = positionOf(block)
  return [at(town.west, x), at(town.south, y)]
}

const at = (origin: number, steps: number) => toDegrees(Math.round((origin + steps * town.block) * units))

/** Bits of the number in turn halve the town by x and by y, so every grid of every level is one rectangle. */
function positionOf(block: number): { x: number; y: number } {
  const bit = (i: number) => (block >> (bits - 1 - i)) & 1
  return { x: (bit(0) << 2) | (bit(2) << 1) | bit(4), y: (bit(1) << 1) | bit(3) }
}

function gridsOf(levels: number) {
  return Array.from({ length: levels }, (_, level) => {
    const codes = [...new Set(Array.from({ length: blocks }, (_, block) => codeAt(block, level, levels)))]
    return codes.map(code => ({
      code,
      level: levelKeys[level] ?? '',
      parent: level === 0 ? null : code.slice(0, 1 + bitsAt(level - 1, levels)),
      name: { zh: `${names[level]}${code.slice(1)}`, en: `${levelKeys[level]} ${code.slice(1)}` },
      households: 100,
      synthetic: true,
    }))
  }).flat()
}

const names = ['甲区', '乙片', '丙社区', '丁网格', '戊责任块']
const hole = 0.008

function facesOf(levels: number): Face[] {
  const faces = Array.from({ length: blocks }, (_, block) => {
    const { x, y } = positionOf(block)
    const shell = square(town.west + x * town.block, town.south + y * town.block, town.block)
    const rings = [shell]
    if (block === 0) rings.push(holeAt(town.enclave))
    if (block === blockAt(town.gap)) rings.push(holeAt(town.gap))
    return { grid: blockCode(block, levels), rings }
  })
  return [...faces, { grid: blockCode(blocks - 1, levels), rings: [holeAt(town.enclave)] }]
}

function blockAt([lon, lat]: readonly [number, number]): number {
  const x = Math.floor((lon - town.west) / town.block)
  const y = Math.floor((lat - town.south) / town.block)
  return Array.from({ length: blocks }, (_, block) => block).findIndex(block => {
    const position = positionOf(block)
    return position.x === x && position.y === y
  })
}

const holeAt = ([lon, lat]: readonly [number, number]) => square(lon - hole / 2, lat - hole / 2, hole)

function square(west: number, south: number, side: number): Int32Array {
  const [x0, y0, x1, y1] = [west, south, west + side, south + side].map(v => Math.round(v * units))
  return Int32Array.from([x0, y0, x1, y0, x1, y1, x0, y1] as number[])
}

function profileOf(levels: number): CityFolder['profile'] {
  const keys = levelKeys.slice(0, levels)
  const named = (zh: string, en: string) => ({ zh, en })
  return {
    code: '990000',
    name: named('样例镇', 'Sample Town'),
    country: 'CN',
    timeZone: 'Asia/Shanghai',
    metricSrid: 32649,
    nearMeters: town.nearMeters,
    validFrom: '2022-01-01T00:00:00+08:00',
    codeScheme: keys.map(level => ({ level, pattern: '^T[01]+$', rule: named('二进制', 'binary') })),
    levels: keys.map((key, i) => ({
      key,
      name: named(names[i] ?? key, `Level ${key}`),
      scope: named('范围', 'Scope'),
      leadTitle: named(`${names[i]}长`, `Lead of ${key}`),
      kinds: [],
    })),
    nets: [
      { key: 'governance', name: named('城市治理网', 'Governance') },
      { key: 'service', name: named('为民服务网', 'Service') },
    ],
    duties: [
      { code: 'D1', name: named('城市管理联抓', 'City management'), net: 'governance' },
      { code: 'D2', name: null, net: null },
    ],
    classes: [
      incidentClass('E01', 'event', '暴露垃圾', 'governance'),
      incidentClass('E02', 'event', '噪声扰民', 'service'),
      incidentClass('C01', 'component', '井盖', 'governance'),
    ],
    sources: [
      {
        what: named('全部', 'Everything'),
        real: false,
        origin: 'tests/support/sample-town.ts',
        licence: 'Apache-2.0',
        note: named('样例', 'made up'),
      },
    ],
    open: { words: true, names: true, cases: true },
    synthetic: named('全部为样例数据', 'Everything is made up'),
  }
}

function incidentClass(code: string, kind: 'event' | 'component', zh: string, net: string) {
  return {
    code,
    kind,
    major: { code: code.slice(0, 2), name: { zh: '大类', en: 'Major' } },
    name: { zh, en: code },
    net,
    duty: code === 'E01' ? 'D1' : null,
    limits: [{ stage: 'handling', amount: 8, unit: 'working-hours', source: 'synthetic' } as const],
  }
}

function centersOf(levels: number): CityFolder['centers'] {
  return [3, 12, 21, 30].map((block, i) => {
    const [lon, lat] = middleOf(block)
    return {
      code: `C${i + 1}`,
      name: { zh: `第${i + 1}党群服务中心`, en: `Center ${i + 1}` },
      lon: toDegrees(Math.round((lon + 0.001) * units)),
      lat,
      grid: codeAt(block, 0, levels),
      nets: ['service'],
      services: ['一站受理'],
      hours: '08:30-18:00',
      synthetic: true,
    }
  })
}

/** Blocks without a worker. */
export const vacantBlocks = [3, 6] as const

function peopleOf(levels: number, grids: ReturnType<typeof gridsOf>): FolderPeople {
  const people: { persons: { id: string; name: string }[]; posts: FolderPeople['posts'] } = {
    persons: [],
    posts: [],
  }
  const hire = (grid: string, role: 'lead' | 'worker', from = '2022-01-01', until: string | null = null) => {
    const id = `P${people.persons.length + 1}`
    people.persons.push({ id, name: `${role === 'lead' ? '网格长' : '网格员'} ${grid} ${from.slice(0, 4)}` })
    people.posts.push({ person: id, grid, role, title: title(role), net: 'governance', from, until })
  }
  const leave = (grid: string, role: 'lead' | 'worker') =>
    people.posts.push({
      person: null,
      grid,
      role,
      title: title(role),
      net: 'governance',
      from: '2022-01-01',
      until: null,
    })

  // Block 6 climbs past its vacant parent.
  const vacantParent = codeAt(6, levels - 2, levels)
  for (const { code } of grids) {
    if (code === vacantParent && levels > 2) leave(code, 'lead')
    else hire(code, 'lead')
  }
  for (let block = 0; block < blocks; block++) {
    const code = blockCode(block, levels)
    if (vacantBlocks.some(vacant => vacant === block)) leave(code, 'worker')
    else if (block === 9) {
      hire(code, 'worker', '2022-01-01', town.handover)
      hire(code, 'worker', town.handover)
    } else hire(code, 'worker')
  }
  return people
}

const title = (role: 'lead' | 'worker') =>
  role === 'lead' ? { zh: '网格长', en: 'Grid lead' } : { zh: '网格员', en: 'Grid worker' }

const hour = 3600

/** One after the other through blocks, classes and stages, the oldest a year before the end. */
function incidentOf(i: number, count: number): FolderIncident {
  const block = (i * 7) % blocks
  const { x, y } = positionOf(block)
  const steps = { filedAfter: hour, dispatchedAfter: 2 * hour, takenAfter: 3 * hour }
  const ends: readonly Partial<FolderIncident>[] = [
    { stage: 'reported' },
    { stage: 'filed', filedAfter: hour },
    { stage: 'dispatched', filedAfter: hour, dispatchedAfter: 2 * hour },
    { stage: 'handling', ...steps },
    { stage: 'feedback', ...steps, feedbackAfter: 9 * hour },
    { stage: 'closed', ...steps, feedbackAfter: 9 * hour, closedAfter: 10 * hour },
    {
      stage: 'evaluated',
      ...steps,
      feedbackAfter: 9 * hour,
      closedAfter: 10 * hour,
      evaluatedAfter: 50 * hour,
    },
    { stage: 'suspended', ...steps, suspendedAfter: 9 * hour },
    { stage: 'void', voidAfter: hour },
    { stage: 'void', ...steps, voidAfter: 9 * hour },
  ]
  return {
    class: ['E01', 'E02', 'C01'][i % 3] ?? 'E01',
    lon: at(town.west, x + 0.1),
    lat: at(town.south, y + 0.1),
    title: `样例案件 ${i + 1}`,
    text: '路面有杂物',
    source: 'worker',
    stage: 'reported',
    secondsBeforeEnd: Math.round(((count - i) * 365 * 24 * hour) / count) + 60 * hour,
    ...ends[i % ends.length],
  }
}
