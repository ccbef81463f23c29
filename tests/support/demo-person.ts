/** Somebody of the demo city, signed in. */
export interface Person {
  post(path: string, body?: unknown): Promise<Response>
}

/** @param account whose password is that of the demo city */
export async function signIn(url: string, account: string): Promise<Person> {
  const headers = { 'content-type': 'application/json', origin: url }
  const body = JSON.stringify({ account, password: `jingwei-${account}` })
  const answer = await fetch(`${url}/api/session`, { method: 'POST', headers, body })
  if (!answer.ok) throw new Error(`${account}: ${answer.status}`)
  const cookie = answer.headers
    .getSetCookie()
    .map(each => each.split(';')[0])
    .join('; ')
  return {
    post: (path, sent) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: { ...headers, cookie },
        ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
      }),
  }
}
