import { expect, test } from 'vitest'
import { visitor } from '../context.ts'
import type { Sql } from '../database/sql.ts'
import { unfilledStore } from '../heat/heat-store.ts'
import { createLog } from '../log.ts'
import { createAtlases } from './atlases.ts'

/** A handle on a database without versions. */
function handle(database: object, asked: string[], name: string): Sql {
  const ask = () => {
    asked.push(name)
    return Promise.resolve([])
  }
  return Object.assign(ask, { database, inTransaction: false }) as unknown as Sql
}

test('questions go by the handle of whoever asks, not by the one that asked first and was closed since', async () => {
  const [database, asked] = [{}, [] as string[]]
  const atlases = createAtlases()
  const at = (sql: Sql) => {
    const now = new Date()
    const ctx = { sql, atlases, heat: unfilledStore(), actor: visitor, now, log: createLog('silent') }
    return atlases.at({ ...ctx, address: null, keyring: {} as never }, now)
  }
  await expect(at(handle(database, asked, 'owner'))).rejects.toMatchObject({ code: 'before-first-version' })
  await expect(at(handle(database, asked, 'held'))).rejects.toMatchObject({ code: 'before-first-version' })
  expect(asked).toEqual(['owner', 'owner', 'held', 'held'])
})
