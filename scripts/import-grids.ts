import { copyFile, mkdir, readFile as read, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { loadKeyring } from '@jingwei/api/access/keyring.ts'
import { type Ctx, visitor } from '@jingwei/api/context.ts'
import { changeDraft } from '@jingwei/api/drafts/change-draft.ts'
import { openDraft } from '@jingwei/api/drafts/open-draft.ts'
import { createAtlases } from '@jingwei/api/grids/atlases.ts'
import { unfilledStore } from '@jingwei/api/heat/heat-store.ts'
import { ImportMapping } from '@jingwei/api/imports/contract.ts'
import { currentCity } from '@jingwei/api/imports/current-city.ts'
import { newCity } from '@jingwei/api/imports/new-city.ts'
import { createLog } from '@jingwei/api/log.ts'
import { readSettings, type Settings } from '@jingwei/api/settings.ts'
import { cityFiles, profileSchema } from '@jingwei/geodata/city-folder.ts'
import type { Layer } from '@jingwei/geodata/formats/layer.ts'
import { readFile, withOwnNames } from '@jingwei/geodata/formats/read-file.ts'
import { isDatum } from '@jingwei/geodata/geometry/datum.ts'
import { type ImportFault, isChosen } from '@jingwei/geodata/geometry/importing/fault.ts'
import { type City, checkImport, type ImportCheck } from '@jingwei/geodata/importing/check-import.ts'
import { guessMapping, isComplete, type LevelName, type Mapping } from '@jingwei/geodata/importing/mapping.ts'
import { withDatabase } from './database.ts'
import { importSentenceFor, UsageError } from './import-sentences.ts'

/**
 * `npx pnpm@12 import-grids FILE …`: the import of the page as a command. With `--profile` and `--out` it makes the folder of a new city, else a
 * draft on the city of the database. Ends with 0 when it is done, 1 when faults wait for a choice (nothing was written then), 2 when it could not.
 */
const usage = `用法 usage: npx pnpm@12 import-grids FILE…
  --profile city.json --out FOLDER   新城市 the first version of a new city
  --account NAME [--title TITLE]     作为某账号的草案 a draft of an account on the city of the database (embedded: while the console is stopped)
  --mapping mapping.json             各级对应的图层与字段 layers and columns of each level; guessed without it
  --datum wgs84|cgcs2000|gcj02|bd09  --srid EPSG
  --usual                            采用每个问题的首选修复 takes the repair that is offered first, for every fault
  --report report.json               全部问题 every fault as JSON`

try {
  process.exitCode = await main()
} catch (error) {
  console.error(importSentenceFor(error))
  process.exitCode = 2
}

async function main(): Promise<number> {
  const { positionals, values } = readArguments()
  const { profile, out, account } = values
  const isNew = profile !== undefined && out !== undefined
  const isKnown = values.datum === undefined || isDatum(values.datum)
  const isNumber = values.srid === undefined || /^\d{4,6}$/.test(values.srid)
  if (!isKnown) throw new UsageError(`坐标系未知 Unknown datum: ${values.datum}\n${usage}`)
  if (!isNumber)
    throw new UsageError(`不是 EPSG 编号 Not the number of an EPSG code: ${values.srid}\n${usage}`)
  if (positionals.length === 0 || (!isNew && account === undefined)) throw new UsageError(usage)
  const layers = withOwnNames(positionals.flatMap(file => readFile(resolve(file), basename(file)).layers))
  const make = async (levels: readonly LevelName[], city: City) => {
    const mapping = await mappingOf(values, layers, levels)
    if (!isComplete(mapping, city !== null)) {
      console.error(
        `字段猜不出来，请用 --mapping 指定 The columns cannot be guessed; say them with --mapping:\n${JSON.stringify(mapping, null, 2)}`,
      )
      return null
    }
    const check = checkImport(layers, mapping, city, new Map())
    if (values.report !== undefined)
      await writeFile(values.report, JSON.stringify({ mapping, ...check, topology: undefined }, null, 2))
    return isFine(check, values.usual) ? check.topology : null
  }
  if (isNew) return writeCity(resolve(profile), resolve(out), levels => make(levels, null))
  const { title = basename(positionals[0] ?? '') } = values
  return openDraftOf(readSettings(process.env), account ?? '', title, make)
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        profile: { type: 'string' },
        out: { type: 'string' },
        account: { type: 'string' },
        title: { type: 'string' },
        mapping: { type: 'string' },
        datum: { type: 'string' },
        srid: { type: 'string' },
        usual: { type: 'boolean', default: false },
        report: { type: 'string' },
      },
    })
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\n${usage}`)
  }
}

async function mappingOf(
  { mapping, datum, srid }: { mapping?: string; datum?: string; srid?: string },
  layers: readonly Layer[],
  levels: readonly LevelName[],
): Promise<Mapping> {
  const given =
    mapping === undefined
      ? guessMapping(layers, levels)
      : mappingIn(mapping, await read(mapping, 'utf8'), layers)
  return {
    ...given,
    ...(isDatum(datum) ? { datum } : {}),
    ...(srid === undefined ? {} : { srid: Number(srid) }),
  }
}

/** Says what was found. @returns whether it can go on */
function isFine({ faults, counts, stuck, topology }: ImportCheck, usual: boolean): boolean {
  const grids = Object.entries(counts.grids).map(([level, count]) => `${level} ${count}`)
  console.log(
    `网格 grids: ${grids.join(' · ')} · 面 faces ${counts.faces} · 顶点 vertices ${counts.vertices}`,
  )
  for (const fault of faults.slice(0, 50)) console.log(lineOf(fault))
  if (faults.length > 50) console.log(`… ${faults.length - 50} more: --report`)
  const open = faults.filter(fault => !isChosen(fault, new Map())).length
  if (topology === null || stuck > 0 || (open > 0 && !usual)) {
    console.error(`${faults.length} 个问题，其中 ${stuck} 个须改原文件；其余可用 --usual 采用首选修复，或在页面上逐个决定。未写入任何内容。
${faults.length} faults, ${stuck} of them to be mended in the file; --usual takes the repairs offered first, the page lets you choose. Nothing was written.`)
    return false
  }
  return true
}

function lineOf({ code, grids, rows, at, squareMeters, count, repairs }: ImportFault): string {
  const place = at === null ? '' : ` @ ${at[0]}, ${at[1]}`
  const area = squareMeters === null ? '' : ` ${squareMeters.toFixed(1)} m²`
  const times = count > 1 ? ` ×${count}` : ''
  const first = repairs[0] === undefined ? '—' : Object.values(repairs[0]).join(' ')
  return `  ${code}${times} ${grids.slice(0, 4).join(' ')} (rows ${rows.slice(0, 6).join(' ')})${area}${place} → ${first}`
}

/** As the page sends it. */
function mappingIn(file: string, text: string, layers: readonly Layer[]): Mapping {
  const parsed = ImportMapping.safeParse(jsonOf(file, text))
  if (!parsed.success)
    throw new UsageError(`字段对应有误 The mapping ${file} is wrong: ${faultsOf(parsed.error)}`)
  const names = layers.map(({ name }) => name)
  const strange = parsed.data.levels.find(({ layer }) => layer !== null && !names.includes(layer))
  if (strange !== undefined)
    throw new UsageError(
      `没有这个图层 There is no layer ${strange.layer} for ${strange.level}; there are: ${names.join(', ')}`,
    )
  return parsed.data
}

function faultsOf({ issues }: { issues: readonly { path: PropertyKey[]; message: string }[] }): string {
  return issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim()).join('; ')
}

function jsonOf(file: string, text: string) {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UsageError(`不是 JSON Not JSON: ${file}: ${error instanceof Error ? error.message : error}`)
  }
}

type Make = (levels: readonly LevelName[], city: City) => Promise<ImportCheck['topology']>

async function writeCity(
  profileFile: string,
  out: string,
  make: (levels: readonly LevelName[]) => Promise<ImportCheck['topology']>,
): Promise<number> {
  const parsed = profileSchema.safeParse(jsonOf(profileFile, await read(profileFile, 'utf8')))
  if (!parsed.success) {
    throw new UsageError(
      `城市配置有误 The city profile ${profileFile} is wrong: ${faultsOf(parsed.error)}. See geodata/city-folder.ts.`,
    )
  }
  const profile = parsed.data
  const topology = await make(profile.levels)
  if (topology === null) return 1
  const folder = newCity(profile, topology)
  await mkdir(out, { recursive: true })
  const write = (file: string, value: unknown) => writeFile(join(out, file), JSON.stringify(value))
  await copyFile(profileFile, join(out, cityFiles.profile))
  await write(cityFiles.topology, folder.topology)
  await write(cityFiles.centers, folder.centers)
  await write(cityFiles.people, folder.people)
  console.log(`新城市已写入 The new city is in ${out}\nCITY_DIR=${out} npx pnpm@12 start`)
  return 0
}

function openDraftOf(settings: Settings, account: string, title: string, make: Make): Promise<number> {
  return withDatabase(settings, 'import-grids', async ({ sql }) => {
    const ctx: Ctx = {
      sql,
      keyring: loadKeyring({ keys: settings.keys, file: join(settings.dataDir, 'keyring') }),
      log: createLog('error'),
      atlases: createAtlases(),
      heat: unfilledStore(),
      actor: { ...visitor, account, role: 'administrator' },
      address: null,
      now: new Date(),
    }
    const { levels, city } = await currentCity(ctx)
    const topology = await make(levels, city)
    if (topology === null) return 1
    const draft = await openDraft(ctx, { title })
    await changeDraft(ctx, draft.id, { rev: draft.rev, operations: [{ kind: 'replace', topology }] })
    console.log(`草案 ${draft.id} 已建立，待提交审核 Draft ${draft.id} is open; hand it in on the page`)
    return 0
  })
}
