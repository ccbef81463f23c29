import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startConsole } from '../support/console-process.ts'
import type { TestServer } from '../support/database-server.ts'
import { cityCopy } from '../support/prepared-city.ts'

declare module 'vitest' {
  interface ProvidedContext {
    consoleUrl: string
  }
}

/** One console with the demo city for the whole run, on the run's own PostGIS if there is one; CONSOLE_URL names one that runs already. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const running = process.env.CONSOLE_URL
  if (running) {
    project.provide('consoleUrl', running)
    return async () => {}
  }
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-e2e-'))
  const console = await startConsole(await cityIn(folder, project.getProvidedContext().testServer))
  const end = async () => {
    await console.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await console.ready()
  } catch (error) {
    await end()
    throw error
  }
  project.provide('consoleUrl', console.url)
  return end
}

async function cityIn(folder: string, server: TestServer): Promise<Record<string, string>> {
  if (server.kind === 'server') return { DATABASE_URL: server.url, DATA_DIR: folder }
  const { dataDir } = await cityCopy('embedded', folder)
  return { DATA_DIR: dataDir }
}
