import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startConsole } from '../support/console-process.ts'
import { cityCopy } from '../support/prepared-city.ts'

declare module 'vitest' {
  interface ProvidedContext {
    consoleUrl: string
  }
}

/** One console with the demo city on the embedded database for the whole run; CONSOLE_URL names one that runs already. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const running = process.env.CONSOLE_URL
  if (running) {
    project.provide('consoleUrl', running)
    return async () => {}
  }
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-e2e-'))
  const { dataDir } = await cityCopy('embedded', folder)
  const console = await startConsole({ DATA_DIR: dataDir })
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
