import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

/** The session's token as a cookie that scripts cannot read and other sites cannot send. `secure`: the page is served by https. */
export function setSessionCookie(c: Context, token: string, expires: Date, secure: boolean): void {
  setCookie(c, cookieName(secure), token, { ...attributes, secure, expires })
}

export function readSessionCookie(c: Context, secure: boolean): string | undefined {
  return getCookie(c, cookieName(secure))
}

export function clearSessionCookie(c: Context, secure: boolean): void {
  deleteCookie(c, cookieName(secure), { ...attributes, secure })
}

/** Strict does not hurt: the page itself needs no cookie, and what it asks afterwards is same-site. */
const attributes = { path: '/', httpOnly: true, sameSite: 'Strict' } as const

/** `__Host-`: browsers take it only over https, without a domain, so no sister site can plant one. They refuse it over http. */
function cookieName(secure: boolean): string {
  return secure ? '__Host-jingwei-session' : 'jingwei-session'
}
