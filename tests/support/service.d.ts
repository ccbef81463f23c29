import { type Ctx } from '@jingwei/api/context.ts'
import type { Database } from '@jingwei/api/database/open.ts'
import type { Service } from '@jingwei/api/service.ts'
/** What `main.ts` makes of a start, for one test file: ready to answer, with keys of its own. `env` as in docs/configuration.md. */
export declare function testService(
  database: Database | null,
  env?: Readonly<Record<string, string>>,
): Service
/** A context as a request's, made by hand; `about` replaces what matters to the test. */
export declare function testContext(service: Service, about?: Partial<Ctx>): Ctx
