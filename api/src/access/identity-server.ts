import * as oidc from 'openid-client'
import { z } from 'zod'
import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'
import type { IdentityAnswer, Role } from './contract.ts'
import { type IdentitySettings, roleOf } from './identity-settings.ts'

/** Whom the identity server vouches for. */
export interface Identity {
  readonly issuer: string
  readonly subject: string
  /** What the person may be called here; either may be missing. */
  readonly account: string | null
  readonly name: string | null
  /** By the claim that the settings name. */
  readonly role: Role | null
}

export interface IdentityServer {
  readonly name: string
  /** `url`: where the reader goes; `pending`: what their browser keeps meanwhile, sealed. Throws `identity-unavailable`. */
  begin(ctx: Ctx): Promise<{ url: string; pending: string }>
  /** Throws `identity-refused`, `identity-unavailable`. */
  finish(ctx: Ctx, answer: IdentityAnswer, pending: string | undefined): Promise<Identity>
}

/** Somebody who types a password there takes so long at most. */
export const pendingMinutes = 10
const timeoutSeconds = 10
/** Endpoints and keys are asked for again after so long. */
const discoverEveryMilliseconds = 3_600_000

const Pending = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), at: z.number() })
type Pending = z.infer<typeof Pending>

/** Authorization code with PKCE, state and nonce; the ID token's signature is checked though it comes straight from the issuer. */
export function createIdentityServer(settings: IdentitySettings): IdentityServer {
  let known: { config: oidc.Configuration; at: number } | null = null
  const discovered = async ({ now, log }: Ctx) => {
    if (known !== null && now.getTime() - known.at < discoverEveryMilliseconds) return known.config
    try {
      known = { config: await discover(settings), at: now.getTime() }
      return known.config
    } catch (error) {
      log.warn({ err: error }, 'the identity server does not answer')
      throw new Problem('identity-unavailable', { cause: error })
    }
  }

  return {
    name: settings.name,
    async begin(ctx) {
      const config = await discovered(ctx)
      const pending: Pending = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
        at: ctx.now.getTime(),
      }
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: settings.redirectUrl,
        scope: 'openid profile',
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
      })
      return { url: url.href, pending: seal(ctx, pending) }
    },
    async finish(ctx, answer, sealed) {
      const pending = unseal(ctx, sealed)
      const config = await discovered(ctx)
      const url = new URL(settings.redirectUrl)
      for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, String(value))
      const claims = await granted(ctx, config, url, pending)
      const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)
      return {
        issuer: settings.issuer,
        subject: claims.sub,
        account: text(claims.preferred_username),
        name: text(claims.name),
        role: roleOf(settings, claims[settings.roleClaim]),
      }
    },
  }
}

function discover({ issuer, clientId, clientSecret }: IdentitySettings): Promise<oidc.Configuration> {
  const authentication = clientSecret === null ? oidc.None() : oidc.ClientSecretBasic(clientSecret)
  const isPlain = new URL(issuer).protocol === 'http:'
  return oidc.discovery(new URL(issuer), clientId, undefined, authentication, {
    timeout: timeoutSeconds,
    execute: [oidc.enableNonRepudiationChecks, ...(isPlain ? [oidc.allowInsecureRequests] : [])],
  })
}

async function granted(ctx: Ctx, config: oidc.Configuration, url: URL, pending: Pending) {
  try {
    const tokens = await oidc.authorizationCodeGrant(config, url, {
      expectedState: pending.state,
      expectedNonce: pending.nonce,
      pkceCodeVerifier: pending.verifier,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (claims !== undefined) return claims
  } catch (error) {
    ctx.log.warn({ err: error }, 'a sign-in by the identity server was refused')
    throw new Problem(isUnreachable(error) ? 'identity-unavailable' : 'identity-refused', { cause: error })
  }
  throw new Problem('identity-refused')
}

/** The browser keeps it and cannot read or change it; bound to its purpose, and to its time. */
function seal({ keyring }: Ctx, pending: Pending): string {
  const { keyId, bytes } = keyring.seal(JSON.stringify(pending), pendingAbout)
  return `${keyId}.${bytes.toString('base64url')}`
}

function unseal({ keyring, now }: Ctx, sealed: string | undefined): Pending {
  const [keyId = '', bytes = ''] = sealed?.split('.') ?? []
  try {
    const text = keyring.open({ keyId, bytes: Buffer.from(bytes, 'base64url') }, pendingAbout)
    const pending = Pending.parse(JSON.parse(text))
    if (now.getTime() - pending.at <= pendingMinutes * 60_000) return pending
  } catch (error) {
    throw new Problem('identity-refused', { cause: error })
  }
  throw new Problem('identity-refused')
}

const pendingAbout = 'identity request'

/** No answer, or none in time, somewhere down the chain of causes. */
function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  if (/^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOST|ENET|UND_ERR|OAUTH_TIMEOUT)/.test(code)) return true
  return error.name === 'TimeoutError' || isUnreachable(error.cause)
}
