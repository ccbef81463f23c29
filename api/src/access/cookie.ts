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

/** What the browser keeps while its reader is at the identity server; unreadable to it. */
export function setPendingCookie(c: Context, pending: string, secure: boolean): void {
  setCookie(c, pendingName, pending, { ...pendingAttributes, secure, maxAge: pendingSeconds })
}

export function takePendingCookie(c: Context, secure: boolean): string | undefined {
  const pending = getCookie(c, pendingName)
  deleteCookie(c, pendingName, { ...pendingAttributes, secure })
  return pending
}

const pendingName = 'jingwei-identity'
const pendingSeconds = 600

/** Strict does not hurt: the page itself needs no cookie, and what it asks afterwards is same-site. */
const attributes = { path: '/', httpOnly: true, sameSite: 'Strict' } as const
const pendingAttributes = { ...attributes, path: '/api/session/identity' } as const

/** `__Host-`: browsers take it only over https, without a domain, so no sister site can plant one. They refuse it over http. */
function cookieName(secure: boolean): string {
  return secure ? '__Host-jingwei-session' : 'jingwei-session'
}
