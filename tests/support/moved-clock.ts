import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CannotRun } from './postgres-cluster.ts'

const libraryName = 'faketime/libfaketimeMT.so.1'

/** A clock for a console's process that can be moved while it runs, by libfaketime (Debian: faketime). Throws `CannotRun` where that is missing. */
export interface MovedClock {
  /** Settings to start the console with. */
  readonly settings: Readonly<Record<string, string>>
  /** So many seconds before or after the right time. */
  set(offsetSeconds: number): void
}

/** @param folder for the file that the library reads */
export function movedClock(folder: string): MovedClock {
  const library = [
    '/usr/lib',
    '/usr/local/lib',
    ...readdirSync('/usr/lib').map(name => join('/usr/lib', name)),
  ]
    .map(folder => join(folder, libraryName))
    .find(file => existsSync(file))
  if (library === undefined) throw new CannotRun('needs libfaketime (Debian: faketime)')
  const file = join(folder, 'clock')
  const set = (offset: number) =>
    writeFileSync(file, `${offset < 0 ? '-' : '+'}${Math.abs(Math.round(offset))}\n`)
  set(0)
  return {
    settings: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      // timers go on as they do when somebody sets a real clock
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
    },
    set,
  }
}
