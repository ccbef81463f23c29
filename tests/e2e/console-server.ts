import type { TestProject } from 'vitest/node'
import { startConsole } from '../support/console-process.ts'

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
  const server = project.getProvidedContext().testServer
  const console = await startConsole(server.kind === 'server' ? { DATABASE_URL: server.url } : {})
  try {
    await console.ready()
  } catch (error) {
    await console.stop()
    throw error
  }
  project.provide('consoleUrl', console.url)
  return async () => {
    await console.stop()
  }
}
