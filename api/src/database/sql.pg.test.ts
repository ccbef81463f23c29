import { expect, test } from 'vitest'
import { freshDatabase, sameDatabase } from '../../../tests/support/database.ts'

test('x', async () => {
  const db = await freshDatabase()
  expect((await db.sql`select count(*) as n from migration`)[0]).toEqual({ n: 7 })
})
