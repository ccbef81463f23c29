import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import Provider from 'oidc-provider'
import { afterAll } from 'vitest'

/** Whom the identity server signs in next, without asking, and what it says of them. */
export interface Person {
  subject: string
  claims: Readonly<Record<string, unknown>>
}

export interface TestIdentityServer {
  readonly issuer: string
  person: Person
  /** Follows the reader from the console to the identity server and back. @returns the address that they come back to */
  visit(url: string): Promise<URL>
  stop(): Promise<void>
}

export const client = { id: 'console', secret: 'not much of a secret, this is a test' } as const

/** A certified OpenID provider (`oidc-provider`) on loopback with one client, whose people need not type anything. */
export async function openIdentityServer(redirectUrl: string): Promise<TestIdentityServer> {
  let answer = (_: IncomingMessage, out: ServerResponse) => void out.writeHead(503).end()
  const server: Server = createServer((incoming, out) => answer(incoming, out))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const issuer = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  const self: TestIdentityServer = {
    issuer,
    person: { subject: 'u-1', claims: {} },
    visit: url => follow(url, redirectUrl),
    stop: () =>
      new Promise(resolve => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  const provider = newProvider(self, redirectUrl)
  const handle = provider.callback()
  answer = (incoming, out) => {
    if (incoming.url?.startsWith('/interaction/')) void signIn(provider, self.person, incoming, out)
    else void handle(incoming, out)
  }
  afterAll(() => self.stop())
  return self
}

function newProvider(self: TestIdentityServer, redirectUrl: string): Provider {
  return new Provider(self.issuer, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [redirectUrl] }],
    cookies: { keys: ['a key for cookies'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    claims: { openid: ['sub', 'groups'], profile: ['name', 'preferred_username'] },
    conformIdTokenClaims: false,
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: async () => ({ sub, ...self.person.claims }),
    }),
  })
}

async function signIn(
  provider: Provider,
  { subject }: Person,
  incoming: IncomingMessage,
  out: ServerResponse,
) {
  const grant = new provider.Grant({ accountId: subject, clientId: client.id })
  grant.addOIDCScope('openid profile')
  const result = { login: { accountId: subject }, consent: { grantId: await grant.save() } }
  await provider.interactionFinished(incoming, out, result, { mergeWithLastSubmission: false })
}

/** A browser: cookies, redirects, nothing else. */
async function follow(start: string, until: string): Promise<URL> {
  const jar = new Map<string, string>()
  let url = start
  for (let step = 0; step < 12; step++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, value)
    }
    const next = answer.headers.get('location')
    if (next === null)
      throw new Error(`the identity server answered ${answer.status}: ${await answer.text()}`)
    url = new URL(next, url).href
    if (url.startsWith(until)) return new URL(url)
  }
  throw new Error('the identity server redirects for ever')
}
