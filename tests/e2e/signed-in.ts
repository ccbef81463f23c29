import { expect } from 'vitest'
import type { Page } from '../support/browser.ts'

/** Asks the API as one of the demo accounts: with a body it writes. */
export async function signedIn(url: string, account: string) {
  const session = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ account, password: `jingwei-${account}` }),
  })
  expect(session.status, account).toBeLessThan(300)
  const cookie = session.headers
    .getSetCookie()
    .map(each => each.split(';')[0])
    .join('; ')
  const ask = async (path: string, body?: object) => {
    const answer = await fetch(`${url}/api/${path}`, {
      headers: { origin: url, cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    })
    expect(answer.ok, `${path}: ${answer.status}`).toBe(true)
    return answer.json()
  }
  const [name = '', value = ''] = cookie.split('=')
  /** The page is this person's too. */
  const into = (page: Page) => page.context().addCookies([{ name, value, url }])
  return Object.assign(ask, { into })
}
