import type { TestProject } from 'vitest/node'
import { startConsole } from '../support/console-process.ts'

declare module 'vitest' {
  interface ProvidedContext {
    consoleUrl: string
  }
}

/** One console with the demo city on the embedded database for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const console = await startConsole()
  try {
    await console.ready()
  } catch (error) {
    await console.stop()
    throw error
  }
  project.provide('consoleUrl', console.url)
  return () => console.stop()
}
