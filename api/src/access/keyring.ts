import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { existsSync, linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { Problem } from '../problem.ts'

/**
 * Seals personal data at rest with AES-256-GCM. `about` names the row the data belongs to and is bound into the seal, so that a
 * ciphertext moved to another row does not open. The first key seals; the others only open what was sealed before a rotation.
 */
export interface Keyring {
  readonly currentKeyId: string
  /** Whether it opens what that key sealed. */
  has(keyId: string): boolean
  seal(plain: string, about: string): Sealed
  /** Throws `key-missing` when the key is unknown, an error when the bytes were changed, or they belong to another row. */
  open(sealed: Sealed, about: string): string
  /** Vouches for a text that stays readable: an HMAC-SHA-256 by the current key. */
  vouch(text: string): Sealed
  holds(keyId: string): boolean
  /** Null: vouched for by a key that is not here. */
  isVouched(text: string, seal: Sealed): boolean | null
}

export interface Sealed {
  readonly keyId: string
  /** 12 bytes nonce, ciphertext, 16 bytes tag. */
  readonly bytes: Buffer
}

const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16

/** Reads keys as `openssl rand -base64 32` prints them, the current one first, parted by commas or line ends. */
export function parseKeyring(text: string): Keyring {
  const keys = text
    .split(/[\s,]+/)
    .filter(part => part !== '')
    .map(part => {
      const key = Buffer.from(part, 'base64')
      if (key.length !== keyBytes) throw new Error('a key of the keyring is not 32 bytes of base64')
      return { id: keyId(key), key }
    })
  const current = keys[0]
  if (!current) throw new Error('the keyring holds no key')
  const byId = new Map(keys.map(({ id, key }) => [id, key]))

  return {
    currentKeyId: current.id,
    has: id => byId.has(id),
    seal(plain, about) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', current.key, nonce).setAAD(Buffer.from(about))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return { keyId: current.id, bytes: Buffer.concat([nonce, body, cipher.getAuthTag()]) }
    },
    open(sealed, about) {
      const key = byId.get(sealed.keyId)
      if (!key) throw new Problem('key-missing', { detail: { key: sealed.keyId } })
      const bytes = Buffer.from(sealed.bytes)
      if (bytes.length < nonceBytes + tagBytes) throw new Error('sealed data is too short')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      })
      decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(-tagBytes))
      const body = bytes.subarray(nonceBytes, -tagBytes)
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
    },
    holds: keyId => byId.has(keyId),
    vouch(text) {
      return { keyId: current.id, bytes: codeOf(current.key, text) }
    },
    isVouched(text, seal) {
      const key = byId.get(seal.keyId)
      if (!key) return null
      const code = codeOf(key, text)
      return seal.bytes.length === code.length && timingSafeEqual(seal.bytes, code)
    },
  }
}

/** The keys of the environment where given; else those of the key file, which is made on the first start, readable by its owner only. */
export function loadKeyring(settings: { keys: string | undefined; file: string }): Keyring {
  if (settings.keys !== undefined) return parseKeyring(settings.keys)
  if (!existsSync(settings.file)) createKeyFile(settings.file)
  return parseKeyring(readFileSync(settings.file, 'utf8'))
}

/** Whole or not at all, and never over another: two processes that start at once agree on one key. */
function createKeyFile(file: string): void {
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, `${randomBytes(keyBytes).toString('base64')}\n`, {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!existsSync(file)) throw error
  } finally {
    unlinkSync(draft)
  }
}

/** Not the key itself: what it seals and what it vouches for have nothing in common. */
function codeOf(key: Buffer, text: string): Buffer {
  const own = createHmac('sha256', key).update('jingwei vouches').digest()
  return createHmac('sha256', own).update(text).digest()
}

/** A name for a key that tells nothing of it. */
function keyId(key: Buffer): string {
  return createHash('sha256').update('jingwei key id').update(key).digest('hex').slice(0, 8)
}
