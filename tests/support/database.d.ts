import { type Database } from '@jingwei/api/database/open.ts'
import { createLog } from '@jingwei/api/log.ts'
/** Tests read what went wrong in the failure itself. */
export declare const testLog: ReturnType<typeof createLog>
/** This program's schema with nothing in it, for one test file; dropped when the file is done. */
export declare function freshDatabase(): Promise<Database>
/** A schema without any table: for tests of the migrations themselves. */
export declare function emptyDatabase(): Promise<Database>
/** One more handle on the same tables, as another process would have it. */
export declare function sameDatabase(database: Database): Promise<Database>
/** The same tables as the program reaches them on a server: as the role that row-level security holds. */
export declare function heldDatabase(owner: Database): Promise<Database>
/**
 * A handle whose tables are those of a schema. One schema at a time: the embedded database has one session for everybody, so the handles
 * of another schema are closed; a test that still uses one fails instead of reading the wrong tables.
 */
export declare function openSchema(schema: string): Promise<Database>
