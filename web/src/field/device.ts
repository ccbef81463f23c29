import type { DehydratedState } from '@tanstack/react-query'
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Written } from './written.ts'

/** What the page has read, so that it can be read again without a connection: one person's at a time. */
export interface Kept {
  readonly account: string | null
  /** Answers kept by another build may have another shape. */
  readonly build: string
  readonly state: DehydratedState
}

/** Not written yet, only begun. */
export interface Begun {
  readonly account: string
  readonly value: unknown
}

interface Schema extends DBSchema {
  kept: { key: 'answers'; value: Kept }
  outbox: { key: number; value: Written; indexes: { account: string } }
  begun: { key: string; value: Begun }
}
export type Device = IDBPDatabase<Schema>

const name = 'jingwei-field'

/** Everything that the field page keeps on this phone. */
export function device(): Promise<Device> {
  opened ??= openDB<Schema>(name, 1, {
    upgrade(db) {
      db.createObjectStore('kept')
      db.createObjectStore('begun')
      db.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true }).createIndex(
        'account',
        'account',
      )
    },
    // a newer page in another tab needs another shape: let it, and open again when asked
    blocking: (_current, _next, event) => {
      ;(event.target as IDBDatabase).close()
      opened = undefined
    },
    terminated: () => {
      opened = undefined
    },
  })
  return opened
}
let opened: Promise<Device> | undefined
