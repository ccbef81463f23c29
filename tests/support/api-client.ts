import { isDeepStrictEqual } from 'node:util'
import { createApp } from '@jingwei/api/app.ts'
import type { ProblemBody } from '@jingwei/api/problem.ts'
import type { Service } from '@jingwei/api/service.ts'

/** Anything that reads an answer or throws: a zod schema. */
export interface Contract<T> {
  parse(value: unknown): T
}

/** Asks the API as a caller outside would, without a network between. */
export interface ApiClient {
  /** Any request; the body of a `POST` is sent as it is when it is text or a form, else as JSON. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  /** The answer, read by its contract; fails on anything but success, and on a field that the contract does not name. */
  read<T>(contract: Contract<T>, path: string): Promise<T>
  send<T>(contract: Contract<T>, path: string, body: unknown): Promise<T>
  /** What the API refuses a request with: `404 unknown-grid grid`. */
  refusal(path: string, body?: unknown): Promise<string>
}

export function apiClient(service: Service): ApiClient {
  const app = createApp(service)
  const ask: ApiClient['ask'] = async (method, path, body, headers = {}) => {
    if (body === undefined) return app.request(path, { method, headers })
    if (body instanceof FormData) return app.request(path, { method, headers, body })
    const json = typeof body === 'string' ? body : JSON.stringify(body)
    const sent = { body: json, headers: { 'content-type': 'application/json', ...headers } }
    return app.request(path, { method, ...sent })
  }
  const parsed = async <T>(contract: Contract<T>, answer: Response) => {
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${answer.status} ${text}`)
    const value: unknown = JSON.parse(text)
    const read = contract.parse(value)
    if (!isDeepStrictEqual(read, value)) throw new Error(`says more than its contract: ${text}`)
    return read
  }
  return {
    ask,
    read: async (contract, path) => parsed(contract, await ask('GET', path)),
    send: async (contract, path, body) => parsed(contract, await ask('POST', path, body)),
    async refusal(path, body) {
      const answer = await (body === undefined ? ask('GET', path) : ask('POST', path, body))
      if (!answer.headers.get('content-type')?.startsWith('application/problem+json')) {
        throw new Error(`no problem: ${answer.status} ${await answer.text()}`)
      }
      const { status, code, field }: ProblemBody = await answer.json()
      return [status, code, field].filter(part => part !== undefined).join(' ')
    },
  }
}
