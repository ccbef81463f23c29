import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { demoCity } from './pipeline.ts'

test('rebuilding gives the committed city, byte for byte', { timeout: 180_000 }, () => {
  const files = demoCity(() => {})
  for (const [name, content] of files) {
    const committed = readFileSync(join(import.meta.dirname, 'huainan', name))
    // packed bytes may differ between zlib versions; what is in them may not
    const unpack = (bytes: Uint8Array) => Buffer.from(name.endsWith('.gz') ? gunzipSync(bytes) : bytes)
    expect(unpack(content).equals(unpack(committed)), name).toBe(true)
  }
})
