import type { Context } from 'hono'
import type { Ctx } from '../context.ts'
import type { Env } from '../http.ts'
import { Problem } from '../problem.ts'
import type { Settings } from '../settings.ts'
import type { Caller } from './caller.ts'
import { readSessionCookie } from './cookie.ts'
import { isSecure } from './secure.ts'
import { findSession } from './session.ts'
import { findToken, isTokenShaped } from './token.ts'

/**
 * The caller by the token of `Authorization: Bearer`, else by the cookie; null: a visitor. The two are never mixed: a request that
 * shows a token is judged by it alone. A cookie that is over is a visitor's; a token that is throws `bad-token`, and `tooOften` is
 * asked first.
 */
export async function identifyCaller(
  c: Context<Env>,
  ctx: Ctx,
  settings: Pick<Settings, 'publicUrl' | 'trustProxy'>,
  tooOften: (ctx: Ctx) => void,
): Promise<Caller | null> {
  const bearer = bearerToken(c.req.raw)
  if (bearer !== null) {
    const caller = await findToken(ctx, bearer)
    if (caller !== null) return caller
    tooOften(ctx)
    c.header('WWW-Authenticate', 'Bearer error="invalid_token"')
    throw new Problem('bad-token')
  }
  const cookie = readSessionCookie(c, isSecure(c, settings))
  if (cookie === undefined) return null
  if (!isTokenShaped(cookie)) return findSession(ctx, cookie)
  // A wall display keeps its token in the cookie; a program's is worth nothing there.
  const caller = await findToken(ctx, cookie)
  return caller?.means === 'screen' ? caller : null
}

/** Other schemes are a proxy's own business. */
export function bearerToken(request: Request): string | null {
  const shown = /^bearer(?: +(.*))?$/i.exec(request.headers.get('authorization') ?? '')
  return shown === null ? null : (shown[1] ?? '').trim()
}
