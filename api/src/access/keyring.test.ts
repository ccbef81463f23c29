import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadKeyring, parseKeyring } from './keyring.ts'

const newKey = () => randomBytes(32).toString('base64')

describe('sealing', () => {
  const keyring = parseKeyring(newKey())

  test('opens what it sealed, and no two seals of one text are alike', () => {
    const once = keyring.seal('王某 139…', 'incident/1')
    const twice = keyring.seal('王某 139…', 'incident/1')
    expect(keyring.open(once, 'incident/1')).toBe('王某 139…')
    expect(once.bytes.equals(twice.bytes)).toBe(false)
    expect(once.bytes.includes('139')).toBe(false)
  })

  test('a seal moved to another row does not open', () => {
    const sealed = keyring.seal('13900000000', 'incident/1')
    expect(() => keyring.open(sealed, 'incident/2')).toThrow()
  })

  test('every changed byte is noticed', () => {
    const sealed = keyring.seal('13900000000', 'incident/1')
    for (let at = 0; at < sealed.bytes.length; at++) {
      const bytes = Buffer.from(sealed.bytes)
      bytes[at] = (bytes[at] ?? 0) ^ 1
      expect(() => keyring.open({ ...sealed, bytes }, 'incident/1')).toThrow()
    }
  })

  test('a cut seal does not open with a shorter tag', () => {
    const sealed = keyring.seal('13900000000', 'incident/1')
    expect(() => keyring.open({ ...sealed, bytes: sealed.bytes.subarray(0, 20) }, 'incident/1')).toThrow(
      /short/,
    )
  })
})

describe('rotation', () => {
  test('a new key in front seals; the old one behind it still opens', () => {
    const [old, fresh] = [newKey(), newKey()]
    const before = parseKeyring(old)
    const sealed = before.seal('13900000000', 'incident/1')
    const after = parseKeyring(`${fresh},${old}`)
    expect(after.open(sealed, 'incident/1')).toBe('13900000000')
    expect(after.currentKeyId).not.toBe(before.currentKeyId)
    expect(after.seal('x', 'y').keyId).toBe(after.currentKeyId)
    expect(() => parseKeyring(fresh).open(sealed, 'incident/1')).toThrow(
      expect.objectContaining({ code: 'key-missing', detail: { key: before.currentKeyId } }),
    )
  })

  test('a key that is not 32 bytes is refused without being printed', () => {
    expect(() => parseKeyring('c2hvcnQ=')).toThrow(/^a key of the keyring is not 32 bytes of base64$/)
    expect(() => parseKeyring(' \n')).toThrow(/no key/)
  })
})

describe('the key file', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keyring-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('is made once, for its owner alone, and kept', () => {
    const file = join(folder, 'keyring')
    const first = loadKeyring({ keys: undefined, file })
    const text = readFileSync(file, 'utf8')
    const second = loadKeyring({ keys: undefined, file })
    expect(second.open(first.seal('a', 'b'), 'b')).toBe('a')
    expect(readFileSync(file, 'utf8')).toBe(text)
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('is left alone where the environment gives keys', () => {
    const keys = newKey()
    const keyring = loadKeyring({ keys, file: join(folder, 'keyring') })
    expect(keyring.currentKeyId).toBe(parseKeyring(keys).currentKeyId)
    expect(() => statSync(join(folder, 'keyring'))).toThrow(/ENOENT/)
  })
})
