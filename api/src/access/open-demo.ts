import type { Ctx } from '../context.ts'
import type { Settings } from '../settings.ts'
import { isLoopback } from './address.ts'
import { selectCity } from './queries.ts'

/** Published passwords, and a door that everybody on the network can reach. */
export class OpenDemoError extends Error {
  readonly host: string
  constructor(host: string) {
    super(`the demo city would be open to the network (${host})`)
    this.name = 'OpenDemoError'
    this.host = host
  }
}

/** Throws `OpenDemoError` where the demo city's accounts could be used from other machines and nobody said that they may. */
export async function refuseOpenDemo(
  { sql, log }: Ctx,
  { host, allowOpenDemo }: Pick<Settings, 'host' | 'allowOpenDemo'>,
): Promise<void> {
  if (host === 'localhost' || isLoopback(host)) return
  if (!(await selectCity(sql))?.demo) return
  if (!allowOpenDemo) throw new OpenDemoError(host)
  log.warn({ host }, 'the demo city is open to the network: everybody knows its passwords')
}
