import { Problem } from '../problem.ts'
import { programContext, type Service } from '../service.ts'
import { HeatStore } from './heat-store.ts'

/** The store of a service, whose database is opened later; empty until it is filled. */
export function openHeatStore(service: () => Service): HeatStore {
  return new HeatStore(() => {
    const { database } = service()
    if (database === null) throw new Problem('database-unavailable')
    return programContext(service(), database.sql)
  })
}
