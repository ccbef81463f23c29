import fc from 'fast-check'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../../tests/support/database.ts'

const character = fc.constantFrom(...('路灯不亮井盖垃圾楼道 Aa9éİıßΣςσ%_\\😀𠮷'.match(/./gu) ?? []))
const said = fc.array(character, { minLength: 2, maxLength: 30 }).map(all => all.join(''))

test('the index of words never hides what the words are found in', async () => {
  const { sql } = await freshDatabase()
  const cases = fc.sample(
    fc.tuple(said, said, fc.nat(28), fc.integer({ min: 2, max: 5 })).map(([title, body, from, length]) => ({
      title,
      body,
      word: [...title]
        .slice(Math.min(from, [...title].length - 2))
        .slice(0, length)
        .join(''),
    })),
    500,
  )
  const missed = await sql`
    select title, body, word
    from jsonb_to_recordset(${JSON.stringify(cases)}::text::jsonb) as c (title text, body text, word text)
    where not character_pairs(title || ' ' || body) @> character_pairs(word)`
  expect(missed).toEqual([])
})
