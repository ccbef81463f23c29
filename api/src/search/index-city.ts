import type { Sql } from '../database/sql.ts'
import { deleteEntries, type Findable, insertEntries, type SearchEntry, selectFindable } from './queries.ts'
import { spellingOf } from './spelling.ts'

/** Rows of one statement. */
const chunkRows = 2000

/**
 * Makes the entries that the command palette searches, from the newest version of grids, the centers, posts and classes. Give it
 * the handle of the transaction that changes them: what is found and what is there change at once.
 */
export async function indexCity(sql: Sql): Promise<void> {
  const found = await selectFindable(sql, null)
  await deleteEntries(sql)
  // spelling a whole city at once would hold others up
  for (let i = 0; i < found.length; i += chunkRows) {
    await insertEntries(sql, found.slice(i, i + chunkRows).map(entryOf))
  }
}

export function entryOf({ also, ...found }: Findable): SearchEntry {
  const { zh, en } = found.title
  const { initials, full } = spellingOf(zh)
  const names = [zh, en, also].filter(text => text !== undefined && text !== '')
  return { ...found, haystack: names.join('\n').toLowerCase(), initials: `${initials}\n${full}` }
}
