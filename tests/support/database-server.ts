import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '@jingwei/api/database/embedded.ts'
import { createLog } from '@jingwei/api/log.ts'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'

/** Where the database tests of a run find their server. */
export type TestServer = { readonly kind: 'server'; readonly url: string } | EmbeddedTestServer

interface EmbeddedTestServer {
  readonly kind: 'embedded'
  readonly address: { readonly host: string; readonly path: string }
}

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer
  }
}

/**
 * One server for a whole run, since starting an embedded one takes seconds and a gigabyte: with DATABASE_URL a throw-away database on
 * that server (its user must be allowed to create one), else an embedded database in a throw-away folder. Each test file works in a
 * schema of its own (`database.ts`).
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env.DATABASE_URL
  return url ? onServer(project, url) : embedded(project)
}

async function onServer(project: TestProject, url: string): Promise<() => Promise<void>> {
  const name = `jingwei_test_${randomBytes(6).toString('hex')}`
  const admin = postgres(url, { max: 1, onnotice: () => {} })
  await admin`create database ${admin(name)}`
  const mine = new URL(url)
  mine.pathname = `/${name}`
  await addPostgis(postgres(mine.href, { max: 1, onnotice: () => {} }))
  project.provide('testServer', { kind: 'server', url: mine.href })
  return async () => {
    await admin`drop database ${admin(name)} with (force)`
    await admin.end()
  }
}

async function embedded(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-test-'))
  const server = await startEmbedded(join(folder, 'database'), createLog('error'))
  await addPostgis(postgres({ ...server.address, max: 1, user: 'postgres', onnotice: () => {} }))
  project.provide('testServer', { kind: 'embedded', address: server.address })
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Takes seconds on the embedded database: once for the run, outside of any schema of a test. */
async function addPostgis(sql: postgres.Sql) {
  await sql`create extension postgis with schema public`
  await sql.end()
}
