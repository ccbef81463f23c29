import { createHash } from 'node:crypto'
import type { EvidenceStore } from '../store.ts'

/** An evidence store for one test: what another kind of store than the disk may look like. */
export function memoryStore(): EvidenceStore {
  const kept = new Map<string, { bytes: Uint8Array<ArrayBuffer>; at: Date }>()
  return {
    async put(bytes) {
      const hash = createHash('sha256').update(bytes).digest('hex')
      if (!kept.has(hash)) kept.set(hash, { bytes: Uint8Array.from(bytes), at: new Date() })
      return hash
    },
    get: async hash => kept.get(hash)?.bytes ?? null,
    has: async hash => kept.has(hash),
    async remove(hash) {
      kept.delete(hash)
    },
    async *list(before) {
      for (const [hash, { at }] of [...kept]) if (at < before) yield hash
    },
  }
}
