import { type CityFolder, readCityFolder } from '@jingwei/api/city/city-folder.ts'
import { loadCity } from '@jingwei/api/city/load-city.ts'
import { loadIncidents } from '@jingwei/api/city/load-incidents.ts'
import { migrate } from '@jingwei/api/database/migrate.ts'
import type { Database } from '@jingwei/api/database/open.ts'
import { demoFolder } from '@jingwei/geodata/demo-folder.ts'
import { freshDatabase, openSchema } from './database.ts'
import { sampleTown, type TownOptions } from './sample-town.ts'
import { testContext, testService } from './service.ts'

/** The sample town with its incidents, in a database of this test file's own. */
export async function townDatabase(options: TownOptions = {}): Promise<Database> {
  const database = await freshDatabase()
  await fill(database, sampleTown(options), new Date())
  return database
}

/** One case of so many of the demo's history is loaded: the console that the browser tests start has them all. */
const oneCaseOf = 5
export const demoCases = 50_000 / oneCaseOf

/**
 * The demo city with a part of its history: loaded by the first file of a run that asks, and shared by the others. Write into it only what
 * does not disturb them (a report of your own).
 */
export async function demoDatabase(): Promise<Database> {
  const schema = 'demo_city'
  const database = await openSchema(schema)
  await database.sql`create schema if not exists ${database.sql(schema)}`
  await migrate(database.sql)
  const folder = await readCityFolder(demoFolder)
  await fill(database, { ...folder, incidents: () => oneOf(oneCaseOf, folder.incidents()) }, new Date(), true)
  return database
}

async function* oneOf<T>(count: number, all: AsyncIterable<T>): AsyncGenerator<T> {
  let i = 0
  for await (const one of all) if (i++ % count === 0) yield one
}

/** As a start does. */
export async function fill(database: Database, folder: CityFolder, now: Date, demo = false): Promise<void> {
  await loadCity(database.sql, folder, { demo, now })
  await loadIncidents(testContext(testService(database), { now }), folder)
}
