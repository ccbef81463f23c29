import { describe, expect, test } from 'vitest'
import { hashPassword, passwordFault, verifyPassword } from './password.ts'

describe('a new password', () => {
  test.each([
    ['short', 'too-short'],
    ['Tr0ub4dor&3', 'too-short'],
    ['passwordpassword', 'too-common'],
    ['123456789012', 'too-common'],
    ['qwertyuiopasdf', 'too-common'],
    ['aaaaaaaaaaaaaaaa', 'too-common'],
    ['1qaz2wsx3edc', 'too-common'],
    ['Password1234', 'too-common'],
    ['chief.li.2026', 'too-common'],
    ['chief.li.chief.li', 'too-common'],
    ['Jingwei-Chief-2026!', 'too-common'],
    ['x'.repeat(300), 'too-long'],
    ['correct horse battery staple', null],
    ['淮河路上有一棵老槐树呀', 'too-short'],
    ['淮河路上有一棵很老的槐树', null],
    ['vF7-nq2!kd0Wz', null],
  ] as const)('%s → %s', (password, fault) => {
    expect(passwordFault(password, ['chief.li', 'chief', 'li', '2026'])).toBe(fault)
  })

  test('no rule of composition: letters alone do, given enough of them', () => {
    expect(passwordFault('windmill teapot granite', [])).toBeNull()
  })
})

describe('a kept password', () => {
  test('is argon2id with the parameters OWASP asks for, salted', async () => {
    const once = await hashPassword('vF7-nq2!kd0Wz')
    expect(once).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await hashPassword('vF7-nq2!kd0Wz')).not.toBe(once)
  })

  test('opens for itself only, however its characters were composed', async () => {
    const kept = await hashPassword('café au lait 12')
    expect(await verifyPassword(kept, 'cafe\u0301 au lait 12')).toBe(true)
    expect(await verifyPassword(kept, 'cafe au lait 12')).toBe(false)
  })

  test('nobody signs in to an account that does not exist, not even with the stand-in', async () => {
    expect(await verifyPassword(undefined, 'nobody signs in with this one')).toBe(false)
  })
})
