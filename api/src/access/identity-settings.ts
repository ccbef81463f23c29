import { readFileSync } from 'node:fs'
import type { Role } from './contract.ts'

/** The city's own identity server (OpenID Connect), as the environment describes it. */
export interface IdentitySettings {
  readonly issuer: string
  readonly clientId: string
  /** Null: a public client, proved by PKCE alone. */
  readonly clientSecret: string | null
  /** What its button says. */
  readonly name: string
  /** Where it sends the reader back to: the page itself. */
  readonly redirectUrl: string
  /** Claim of the ID token that tells what somebody is there … */
  readonly roleClaim: string
  /** … and the role that each value of it gives here; empty: accounts are linked by an administrator only. */
  readonly roles: ReadonlyMap<string, Role>
}

/** Roles that need neither a post nor a department. The first one that somebody has is theirs. */
const mappable: readonly Role[] = ['administrator', 'commander', 'auditor', 'analyst']

interface Variables {
  readonly OIDC_ISSUER?: string | undefined
  readonly OIDC_CLIENT_ID?: string | undefined
  readonly OIDC_CLIENT_SECRET?: string | undefined
  readonly OIDC_CLIENT_SECRET_FILE?: string | undefined
  readonly OIDC_NAME?: string | undefined
  readonly OIDC_ROLE_CLAIM?: string | undefined
  readonly OIDC_ROLES?: string | undefined
  readonly PUBLIC_URL?: string | undefined
}

/** Null where no issuer is set; `fault` is called with the variable that makes no sense. */
export function readIdentitySettings(
  read: Variables,
  fault: (variable: string) => never,
): IdentitySettings | null {
  if (read.OIDC_ISSUER === undefined) return null
  if (read.OIDC_CLIENT_ID === undefined) fault('OIDC_CLIENT_ID')
  if (read.PUBLIC_URL === undefined) fault('PUBLIC_URL')
  if (!isSafe(new URL(read.OIDC_ISSUER))) fault('OIDC_ISSUER')
  return {
    issuer: read.OIDC_ISSUER,
    clientId: read.OIDC_CLIENT_ID,
    clientSecret: read.OIDC_CLIENT_SECRET ?? secretOf(read.OIDC_CLIENT_SECRET_FILE, fault),
    name: read.OIDC_NAME ?? new URL(read.OIDC_ISSUER).host,
    redirectUrl: new URL('/', read.PUBLIC_URL).href,
    roleClaim: read.OIDC_ROLE_CLAIM ?? 'groups',
    roles: rolesOf(read.OIDC_ROLES ?? '', fault),
  }
}

/** Who somebody is here by what the identity server says of them; null: nobody in particular. */
export function roleOf({ roles }: IdentitySettings, claim: unknown): Role | null {
  const values = (Array.isArray(claim) ? claim : [claim]).filter(value => typeof value === 'string')
  const given = new Set(values.map(value => roles.get(value)))
  return mappable.find(role => given.has(role)) ?? null
}

/** Without TLS anybody in between could say who somebody is. */
export function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

function secretOf(file: string | undefined, fault: (variable: string) => never): string | null {
  if (file === undefined) return null
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return fault('OIDC_CLIENT_SECRET_FILE')
  }
}

/** `desk=commander,audit=auditor` */
function rolesOf(text: string, fault: (variable: string) => never): Map<string, Role> {
  const pairs = text.split(',').filter(part => part.trim() !== '')
  return new Map(
    pairs.map(pair => {
      const at = pair.lastIndexOf('=')
      const role = mappable.find(one => one === pair.slice(at + 1).trim())
      if (at < 1 || role === undefined) fault('OIDC_ROLES')
      return [pair.slice(0, at).trim(), role]
    }),
  )
}
