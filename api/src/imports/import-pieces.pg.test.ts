import { expect, test } from 'vitest'
import { emptyDatabase } from '../../../tests/support/database.ts'
import { migrate, migrationsFolder } from '../database/migrate.ts'
import { readPieces } from './queries.ts'

test('what a file became under an older program is its first piece', async () => {
  const { sql } = await emptyDatabase()
  await migrate(sql, migrationsFolder, 70)
  await sql`insert into version (effective_at, content_hash, topology) values (now(), '', '')`
  const became = Buffer.from('what it becomes')
  const rows = await sql<{ id: number }[]>`
    insert into grid_import (file_name, bytes, state, author, base_version, topology, created_at, updated_at)
    select 'a.json', 1, 'checked', 'officer', v.id, told.topology, now(), now()
    from version v, (values (${became}::bytea), (null)) as told (topology) returning id`
  await migrate(sql)
  const pieces: string[][] = []
  for (const { id } of rows) {
    const own: string[] = []
    for await (const bytes of readPieces(sql, id)) own.push(Buffer.from(bytes).toString())
    pieces.push(own)
  }
  expect(pieces).toEqual([['what it becomes'], []])
})
