import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { DemoAccounts } from '@jingwei/api/access/contract.ts'
import { problems } from '@jingwei/api/problem.ts'
import { isRunning } from '../support/console-process.ts'
import { drill } from '../support/drill.ts'
import { type FuzzedRequest, Fuzzer, operationsOf } from '../support/fuzzed-requests.ts'
import { memoryFlags, memoryOf, percentile } from '../support/load-console.ts'

/**
 * Proves that nonsense does no harm: 10,000 requests made from the console's own OpenAPI document, with odd values, bodies, headers and
 * methods, half of them by somebody signed in, and 200 connections that speak no HTTP. No answer may be a 5xx, none may take longer than half
 * a minute, every refusal is a problem with a known code, and the log names no fault of the program. A seed as argument repeats a run.
 */
const requests = 10_000
const connections = 200
const senders = 16
const mostListeners = 5
/** Longer than the slowest honest answer; the console itself gives up after sixty seconds. */
const mostMs = 10_000
const mostGrowthBytes = 150 * 1024 * 1024
const seed = Number(process.argv.find(argument => /^\d+$/.test(argument)) ?? Date.now() % 2 ** 32)
/** Kept for the whole run: not one of the signed-in requests may end its own session, and pages of events never end. */
const leaveOut = /^(DELETE \/api\/session|GET \/api\/(wall\/)?events)/
const agent = new Agent({ keepAlive: true })
const roles = ['administrator', 'commander', 'worker', 'department', 'auditor']

interface Answer {
  readonly status: number
  readonly type: string
  readonly text: string
  readonly milliseconds: number
}

await drill('malformed-requests', { on: ['embedded', 'postgis'] }, async d => {
  d.say(`seed ${seed}`)
  const running = await d.start({}, memoryFlags)
  await running.ready()
  const { url } = running
  const document = await (await fetch(`${url}/api/openapi.json`)).json()
  const fuzzer = new Fuzzer(document, seed)
  const cookies = await signIn(url)
  d.check(cookies.length > 0, 'accounts signed in', cookies.length)
  await Promise.all(
    Array.from({ length: 50 }, () =>
      ask(url, { method: 'GET', path: '/api/incidents', headers: {}, body: null }),
    ),
  )
  const before = await memoryOf(running.child)

  const wrong: string[] = []
  const times: number[] = []
  const statuses = new Map<number, number>()
  let sent = 0
  const send = async () => {
    while (sent < requests) {
      const n = sent++
      const fuzzed = fuzzer.next()
      if (leaveOut.test(`${fuzzed.method} ${fuzzed.path}`)) {
        sent--
        continue
      }
      const cookie = n % 2 === 0 ? cookies[n % cookies.length] : undefined
      if (cookie !== undefined) fuzzed.headers.cookie ??= cookie
      const answer = await ask(url, fuzzed)
      times.push(answer.milliseconds)
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      const fault = faultOf(fuzzed, answer)
      if (fault !== null)
        wrong.push(
          `${n} ${fault}: ${JSON.stringify(fuzzed.headers).slice(0, 100)} ${fuzzed.method} ${fuzzed.path.slice(0, 200)} ${(fuzzed.body ?? '').slice(0, 300)}`,
        )
    }
  }
  await Promise.all(Array.from({ length: senders }, send))
  const told = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${count} × ${status}`)
  d.say(`${operationsOf(document).length} operations, answers: ${told.join(' · ')}`)
  d.check(wrong.length === 0, 'answers that are no honest answers', wrong.length)
  for (const line of wrong.slice(0, 10)) d.say(line)
  const slowest = Math.max(...times)
  d.check(
    slowest < mostMs,
    'slowest answer',
    `${slowest.toFixed(0)} ms, p99 ${percentile(times, 0.99).toFixed(0)} ms`,
  )

  await Promise.all(Array.from({ length: connections }, (_, i) => speak(url, noHttp(i))))
  const health = await fetch(`${url}/api/health`)
  d.check(health.status === 200 && isRunning(running.child), 'the console is well')
  const after = await memoryOf(running.child)
  const growth = after.held - before.held
  d.check(growth < mostGrowthBytes, 'memory held more than before', `${(growth / 1e6).toFixed(1)} MB`)
  const faults = running.said().match(/"level":[56]0/g)?.length ?? 0
  d.check(faults === 0, 'faults in the log', faults)
  d.check((await running.stop()) === 0, 'the console stops as it should')
})

function faultOf({ method }: FuzzedRequest, { status, type, text, milliseconds }: Answer): string | null {
  if (status === 0) return `no answer (${text})`
  if (status >= 500) return `${status} ${text.slice(0, 200)}`
  if (milliseconds > mostMs) return `${milliseconds.toFixed(0)} ms`
  // 431: too long for the HTTP parser itself, before there is a request.
  if (status < 400 || status === 431 || method === 'HEAD') return null
  if (!type.startsWith('application/problem+json')) return `${status} ${type || 'without a type'}`
  const { code } = JSON.parse(text) as { code: string }
  return code in problems ? null : `unknown code ${code}`
}

async function signIn(url: string): Promise<string[]> {
  const { accounts } = DemoAccounts.parse(await (await fetch(`${url}/api/session/demo-accounts`)).json())
  const cookies: string[] = []
  for (const { account, password } of accounts.filter(each => roles.includes(each.account))) {
    const answer = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account, password }),
    })
    const cookie = answer.headers.get('set-cookie')?.split(';')[0]
    if (answer.ok && cookie !== undefined) cookies.push(cookie)
  }
  return cookies
}

/** Status 0 when there was no answer. A kept connection may end in the moment of asking: then it is asked once more, on one of its own. */
function ask(url: string, { method, path, headers, body }: FuzzedRequest, again = true): Promise<Answer> {
  const began = performance.now()
  return new Promise(resolve => {
    const done = (status: number, type: string, text: string) =>
      resolve({ status, type, text, milliseconds: performance.now() - began })
    const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const asked = request(
      url + path,
      { method, agent: again ? agent : false, headers: { ...headers, ...length }, timeout: 2 * mostMs },
      answer => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (part: string) => {
          if (text.length < 4096) text += part
        })
        answer.on('error', error => done(0, '', error.message))
        answer.on('end', () => done(answer.statusCode ?? 0, answer.headers['content-type'] ?? '', text))
      },
    )
    // Answered before its body was taken: what is still being written may fail after everybody has stopped listening.
    asked.on(
      'socket',
      socket => socket.listenerCount('error') < mostListeners && socket.on('error', () => {}),
    )
    asked.on('timeout', () => asked.destroy(new Error('timeout')))
    asked.on('error', error => {
      if (again) resolve(ask(url, { method, path, headers, body }, false))
      else done(0, '', error.message)
    })
    asked.end(body ?? undefined)
  })
}

/** What speaks no HTTP, or wrongly. */
function noHttp(i: number): Buffer {
  const kinds = [
    Buffer.from('\x16\x03\x01\x02\x00\x01\x00\x01\xfc', 'latin1'),
    Buffer.from('GET / HTTP/9.9\r\n\r\n'),
    Buffer.from('GET /api/city HTTP/1.1\r\n\r\n'),
    Buffer.from(`GET /${'a'.repeat(70_000)} HTTP/1.1\r\nHost: x\r\n\r\n`),
    Buffer.from('POST /api/incidents HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n{}'),
    Buffer.from(
      'POST /api/incidents HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}',
    ),
    Buffer.from('POST /api/incidents HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n'),
    Buffer.alloc(5000, i),
  ]
  return kinds[i % kinds.length] ?? Buffer.alloc(0)
}

/** Says it and goes away when the other side has answered, hung up, or after two seconds. */
function speak(url: string, bytes: Buffer): Promise<void> {
  const { hostname, port } = new URL(url)
  return new Promise(resolve => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    socket.setTimeout(2000, () => socket.destroy())
    socket.on('data', () => socket.destroy())
    socket.on('error', () => {})
    socket.on('close', () => resolve())
  })
}
