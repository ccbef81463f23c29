import { showRows } from '../access/row-security.ts'
import { transaction } from '../context.ts'
import { programContext, type Service } from '../service.ts'
import type { Health } from './contract.ts'
import { selectKeyIds } from './queries.ts'

const lookEveryMs = 10 * 60_000

/**
 * Whether something is sealed with a key that the server does not have: a backup was restored without its keyring. Reads every contact, so
 * it is looked up now and then beside the answers, which tell what was found last.
 */
export function watchKeys(service: Service): () => Health['warnings'] {
  let known: Health['warnings'] = []
  let lookedAt = Number.NEGATIVE_INFINITY
  return () => {
    if (service.database !== null && Date.now() - lookedAt >= lookEveryMs) {
      lookedAt = Date.now()
      look(service, service.database).then(
        found => {
          known = found
        },
        () => {
          // away, or not filled yet: the next one who asks looks again
          lookedAt = Number.NEGATIVE_INFINITY
        },
      )
    }
    return known
  }
}

async function look(
  service: Service,
  { sql }: NonNullable<Service['database']>,
): Promise<Health['warnings']> {
  const ids = await transaction(programContext(service, sql), async tx => {
    await showRows(tx, 'program')
    return selectKeyIds(tx.sql)
  })
  const missing = ids.filter(id => !service.keyring.has(id))
  if (missing.length > 0)
    service.log.error({ missing }, 'sealed data cannot be opened: the keyring lacks its keys')
  return missing.length > 0 ? ['key-missing'] : []
}
