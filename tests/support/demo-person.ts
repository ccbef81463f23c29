/** Somebody of the demo city, signed in. */
export interface Person {
  /** Any request; a form is sent as it is, whatever else as JSON. */
  ask(method: string, path: string, body?: unknown): Promise<Response>
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
  const ask: Person['ask'] = (method, path, sent) => {
    if (sent instanceof FormData)
      return fetch(`${url}${path}`, { method, headers: { origin: url, cookie }, body: sent })
    const json = sent === undefined ? {} : { body: JSON.stringify(sent) }
    return fetch(`${url}${path}`, { method, headers: { ...headers, cookie }, ...json })
  }
  return { ask, post: (path, sent) => ask('POST', path, sent) }
}
