/**
 * Where pictures are kept, by the sha256 of their bytes in hex. The disk is one (`disk-store.ts`); a bucket of an S3-compatible service
 * (`bucket-store.ts`) another. Every one passes the same tests (`store.test.ts`).
 */
export interface EvidenceStore {
  /** Keeps the bytes for good before it returns: after a power cut they are there, whole. @returns their hash */
  put(bytes: Uint8Array): Promise<string>
  /** Null for what is not there. */
  get(hash: string): Promise<Uint8Array<ArrayBuffer> | null>
  has(hash: string): Promise<boolean>
  /** Removing what is not there is no error. */
  remove(hash: string): Promise<void>
  /** Everything that was put before a moment. */
  list(before: Date): AsyncIterable<string>
}
