import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Entry } from './steps.ts'

/** An entry of a draft's log that the server may not have yet. Places in degrees, as they travel. */
export interface KeptEntry {
  readonly draft: number
  /** Its place in the log. */
  readonly rev: number
  readonly entry: Entry
}

/** Where steps are until the server has taken them. */
export interface StepStore {
  read(draft: number): Promise<KeptEntry[]>
  add(kept: KeptEntry): Promise<void>
  /** Those before this place in the log are the server's now. */
  dropBefore(draft: number, rev: number): Promise<void>
  dropAll(draft: number): Promise<void>
}

interface Schema extends DBSchema {
  steps: { key: [number, number]; value: KeptEntry }
}

/** On this device's disk: survives a reload and a crash of the page. */
export function deviceSteps(account: string): StepStore {
  let opened: Promise<IDBPDatabase<Schema>> | undefined
  const database = () => {
    opened ??= openDB<Schema>(`jingwei-editor-${account}`, 1, {
      upgrade: db => void db.createObjectStore('steps', { keyPath: ['draft', 'rev'] }),
    })
    return opened
  }
  const range = (draft: number, before = Number.MAX_SAFE_INTEGER) =>
    IDBKeyRange.bound([draft, 0], [draft, before], false, true)
  return {
    read: async draft => (await database()).getAll('steps', range(draft)),
    add: async kept => void (await (await database()).put('steps', kept)),
    dropBefore: async (draft, rev) => (await database()).delete('steps', range(draft, rev)),
    dropAll: async draft => (await database()).delete('steps', range(draft)),
  }
}

/** For tests, and for a browser that keeps nothing. */
export function memorySteps(kept: KeptEntry[] = []): StepStore {
  let all = kept
  return {
    read: async draft => all.filter(one => one.draft === draft).sort((a, b) => a.rev - b.rev),
    add: async one => {
      all = [...all.filter(({ draft, rev }) => draft !== one.draft || rev !== one.rev), one]
    },
    dropBefore: async (draft, rev) => {
      all = all.filter(one => one.draft !== draft || one.rev >= rev)
    },
    dropAll: async draft => {
      all = all.filter(one => one.draft !== draft)
    },
  }
}
