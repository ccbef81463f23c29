import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readSettings, SettingsError } from '../settings.ts'
import { roleOf } from './identity-settings.ts'

const whole = {
  OIDC_ISSUER: 'https://id.example/realms/city',
  OIDC_CLIENT_ID: 'console',
  PUBLIC_URL: 'https://grid.example/somewhere',
}
const read = (about: Record<string, string>) => readSettings({ ...whole, ...about }).identity

test('an issuer makes an identity server; everything else has a default', () => {
  expect(readSettings({}).identity).toBeNull()
  expect(read({})).toMatchObject({
    issuer: whole.OIDC_ISSUER,
    clientSecret: null,
    name: 'id.example',
    redirectUrl: 'https://grid.example/',
    roleClaim: 'groups',
  })
})

test('the secret may stand in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'identity-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'secret')
  writeFileSync(file, 'from a file\n')
  expect(read({ OIDC_CLIENT_SECRET_FILE: file })?.clientSecret).toBe('from a file')
})

test.each([
  ['no client', { OIDC_CLIENT_ID: '' }, 'OIDC_CLIENT_ID'],
  ['no address of our own', { PUBLIC_URL: '' }, 'PUBLIC_URL'],
  ['an issuer without TLS', { OIDC_ISSUER: 'http://id.example' }, 'OIDC_ISSUER'],
  ['no address', { OIDC_ISSUER: 'id.example' }, 'OIDC_ISSUER'],
  ['a file that is not there', { OIDC_CLIENT_SECRET_FILE: '/nowhere/secret' }, 'OIDC_CLIENT_SECRET_FILE'],
  ['a role that needs a post', { OIDC_ROLES: 'street=lead' }, 'OIDC_ROLES'],
  ['a role that does not exist', { OIDC_ROLES: 'desk=chief' }, 'OIDC_ROLES'],
  ['a group without a name', { OIDC_ROLES: '=auditor' }, 'OIDC_ROLES'],
])('%s stops the start and is named', (_, about, name) => {
  expect(() => read(about)).toThrow(
    expect.toSatisfy(error => error instanceof SettingsError && error.names[0] === name),
  )
})

test('on this machine an issuer needs no TLS', () => {
  expect(read({ OIDC_ISSUER: 'http://127.0.0.1:4000' })?.issuer).toBe('http://127.0.0.1:4000')
})

test('of several groups the widest role counts; what is no group is nothing', () => {
  const settings = read({ OIDC_ROLES: 'a=auditor, city=desk=commander ,b=analyst' })
  if (settings === null) throw new Error('no identity server')
  expect(roleOf(settings, ['b', 'a', 'city=desk'])).toBe('commander')
  expect(roleOf(settings, 'a')).toBe('auditor')
  for (const claim of [undefined, null, [], ['x'], 7, { a: true }, ['__proto__']])
    expect(roleOf(settings, claim)).toBeNull()
})
