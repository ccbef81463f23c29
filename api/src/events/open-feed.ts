import { Problem } from '../problem.ts'
import { programContext, type Service } from '../service.ts'
import { Feed } from './feed.ts'

/** The feed of a service, whose database is opened later. */
export function openFeed(service: () => Service): Feed {
  return new Feed(() => {
    const { database } = service()
    if (database === null) throw new Problem('database-unavailable')
    return { ctx: programContext(service(), database.sql), embedded: database.kind === 'embedded' }
  })
}
