import { createReadStream, existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import {
  centersSchema,
  cityFiles,
  districtsSchema,
  type FolderCenter,
  type FolderDistricts,
  type FolderIncident,
  type FolderPeople,
  type FolderTopology,
  incidentSchema,
  type Profile,
  peopleSchema,
  profileSchema,
  topologySchema,
} from '@jingwei/geodata/city-folder.ts'
import type { z } from 'zod'

/** A city as its folder describes it; a test makes one in memory. */
export interface CityFolder {
  readonly profile: Profile
  readonly topology: FolderTopology
  readonly districts: FolderDistricts | null
  readonly centers: readonly FolderCenter[]
  readonly people: FolderPeople
  /** Oldest first; empty in a city that starts without a history. */
  incidents(): AsyncIterable<FolderIncident>
  readonly hasIncidents: boolean
}

/** A city folder that does not say what it must. */
export class CityFolderError extends Error {
  readonly file: string
  readonly where: string
  constructor(file: string, where: string, why: string) {
    super(`${file}: ${where}: ${why}`)
    this.name = 'CityFolderError'
    this.file = file
    this.where = where
  }
}

/** Reads and checks a folder, all but its incidents, which are checked line by line. Throws `CityFolderError`. */
export async function readCityFolder(dir: string): Promise<CityFolder> {
  const incidentsFile = join(dir, cityFiles.incidents)
  const hasIncidents = existsSync(incidentsFile)
  const districtsFile = join(dir, cityFiles.districts)
  const folder: CityFolder = {
    profile: await readJson(dir, cityFiles.profile, profileSchema),
    topology: await readJson(dir, cityFiles.topology, topologySchema),
    districts: existsSync(districtsFile) ? await readJson(dir, cityFiles.districts, districtsSchema) : null,
    centers: await readJson(dir, cityFiles.centers, centersSchema),
    people: await readJson(dir, cityFiles.people, peopleSchema),
    incidents: () => (hasIncidents ? readIncidents(incidentsFile) : nothing()),
    hasIncidents,
  }
  checkReferences(folder)
  return folder
}

/** Throws `CityFolderError` for the first code that is there twice or that nothing else explains, and for grids that are no tree. */
export function checkReferences(folder: CityFolder): void {
  const { profile, topology, centers, people } = folder
  checkCodesAreUnique(folder)
  if (!isTimeZone(profile.timeZone))
    throw new CityFolderError(cityFiles.profile, 'timeZone', `unknown ${profile.timeZone}`)
  const levels = new Set(profile.levels.map(level => level.key))
  const nets = new Set(profile.nets.map(net => net.key))
  const duties = new Set(profile.duties.map(duty => duty.code))
  const grids = new Set(topology.grids.map(grid => grid.code))
  const persons = new Set(people.persons.map(person => person.id))
  const known = (file: string, where: string, codes: ReadonlySet<string>, code: string | null) => {
    if (code !== null && !codes.has(code)) throw new CityFolderError(file, where, `unknown code ${code}`)
  }
  known(cityFiles.profile, 'demoGrid', grids, profile.demoGrid ?? null)
  for (const { code, net } of profile.duties) known(cityFiles.profile, `duty ${code}`, nets, net)
  for (const { code, net } of profile.departments ?? [])
    known(cityFiles.profile, `department ${code}`, nets, net)
  for (const { code, net, duty } of profile.classes) {
    known(cityFiles.profile, `class ${code}`, nets, net)
    known(cityFiles.profile, `class ${code}`, duties, duty)
  }
  for (const { code, level, parent } of topology.grids) {
    known(cityFiles.topology, `grid ${code}`, levels, level)
    known(cityFiles.topology, `grid ${code}`, grids, parent)
  }
  for (const { properties } of topology.objects.faces.geometries)
    known(cityFiles.topology, 'face', grids, properties.grid)
  for (const { code, grid, nets: served } of centers) {
    known(cityFiles.centers, `center ${code}`, grids, grid)
    for (const net of served) known(cityFiles.centers, `center ${code}`, nets, net)
  }
  for (const [i, { person, grid, net }] of people.posts.entries()) {
    known(cityFiles.people, `post ${i}`, persons, person)
    known(cityFiles.people, `post ${i}`, grids, grid)
    known(cityFiles.people, `post ${i}`, nets, net)
  }
  checkTree(folder)
}

function checkCodesAreUnique({ profile, topology, centers, people }: CityFolder): void {
  const codes = (things: readonly { code: string }[]) => things.map(thing => thing.code)
  const keys = (things: readonly { key: string }[]) => things.map(thing => thing.key)
  const lists: readonly [file: string, what: string, codes: readonly string[]][] = [
    [cityFiles.profile, 'level', keys(profile.levels)],
    [cityFiles.profile, 'net', keys(profile.nets)],
    [cityFiles.profile, 'duty', codes(profile.duties)],
    [cityFiles.profile, 'department', codes(profile.departments ?? [])],
    [cityFiles.profile, 'class', codes(profile.classes)],
    [cityFiles.topology, 'grid', codes(topology.grids)],
    [cityFiles.centers, 'center', codes(centers)],
    [cityFiles.people, 'person', people.persons.map(person => person.id)],
  ]
  for (const [file, what, list] of lists) {
    const seen = new Set<string>()
    for (const code of list) {
      if (seen.has(code)) throw new CityFolderError(file, `${what} ${code}`, 'there are two')
      seen.add(code)
    }
  }
}

/** Each level hangs from the one above it; the leaf level, and nothing else, has faces. */
function checkTree({ profile, topology }: CityFolder): void {
  const fault = (where: string, why: string) => new CityFolderError(cityFiles.topology, where, why)
  const depthOf = new Map(profile.levels.map(({ key }, depth) => [key, depth]))
  const levelOf = new Map(topology.grids.map(({ code, level }) => [code, level]))
  const leafLevel = profile.levels.at(-1)?.key
  for (const { code, level, parent } of topology.grids) {
    const above = profile.levels[(depthOf.get(level) ?? 0) - 1]?.key
    if (above === undefined && parent !== null)
      throw fault(`grid ${code}`, `level ${level} is the largest, it has no parent`)
    if (above !== undefined && (parent === null || levelOf.get(parent) !== above))
      throw fault(`grid ${code}`, `its parent must be a grid of level ${above}`)
  }
  const withFaces = new Set(topology.objects.faces.geometries.map(face => face.properties.grid))
  for (const code of withFaces)
    if (levelOf.get(code) !== leafLevel) throw fault('face', `${code} is not of the leaf level ${leafLevel}`)
  const parents = new Set(topology.grids.map(grid => grid.parent))
  for (const { code, level } of topology.grids) {
    if (level === leafLevel && !withFaces.has(code)) throw fault(`grid ${code}`, 'no face')
    if (level !== leafLevel && !parents.has(code)) throw fault(`grid ${code}`, 'no children')
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

async function readJson<S extends z.ZodType>(dir: string, file: string, schema: S): Promise<z.infer<S>> {
  let json: unknown
  try {
    json = JSON.parse(await readFile(join(dir, file), 'utf8'))
  } catch (error) {
    throw new CityFolderError(file, 'file', error instanceof Error ? error.message : String(error))
  }
  return checked(file, '', schema, json)
}

async function* readIncidents(file: string): AsyncIterable<FolderIncident> {
  const lines = createInterface({
    input: createReadStream(file).pipe(createGunzip()),
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  let number = 0
  for await (const line of lines) {
    number++
    if (line !== '')
      yield checked(cityFiles.incidents, `line ${number}`, incidentSchema, parsed(line, number))
  }
}

function parsed(line: string, number: number): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new CityFolderError(cityFiles.incidents, `line ${number}`, 'not JSON')
  }
}

function checked<S extends z.ZodType>(file: string, where: string, schema: S, value: unknown): z.infer<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new CityFolderError(file, [where, ...(issue?.path ?? [])].join('.'), issue?.message ?? 'invalid')
}

async function* nothing(): AsyncIterable<FolderIncident> {}
