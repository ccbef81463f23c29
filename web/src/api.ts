import { type ProblemBody, type ProblemCode, problems } from '@jingwei/api/problem.ts'
import type { z } from 'zod'

/** What a question to the API can end in, besides an answer: the API's codes and two that the page sees by itself. */
export type FailureCode = ProblemCode | 'offline' | 'unreadable-answer'

/** An answer that was not the one asked for. The code travels; `i18n/problems.*.ts` choose the sentence. */
export class Failure extends Error {
  readonly code: FailureCode
  readonly status: number
  readonly field: string | undefined
  readonly detail: unknown
  readonly requestId: string | undefined

  constructor(code: FailureCode, about: Partial<ProblemBody> & { cause?: unknown } = {}) {
    super(about.field ? `${code} (${about.field})` : code, { cause: about.cause })
    this.name = 'Failure'
    this.code = code
    this.status = about.status ?? 0
    this.field = about.field
    this.detail = about.detail
    this.requestId = about.requestId
  }
}

export type Query = Readonly<Record<string, string | number | boolean | undefined>>

/** `GET /api/…`: the answer is read by its contract. */
export async function get<T>(
  path: string,
  contract: z.ZodType<T>,
  query: Query = {},
  signal?: AbortSignal,
): Promise<T> {
  return read(await ask(url(path, query), signal ? { signal } : {}), contract)
}

/** `GET /api/…` for an answer that is not JSON. */
export async function getBinary(path: string, query: Query, signal?: AbortSignal): Promise<ArrayBuffer> {
  const response = await ask(url(path, query), signal ? { signal } : {})
  return response.arrayBuffer()
}

/** A write. Its answer, where it has one, is read by its contract. */
export async function send<T>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  contract: z.ZodType<T>,
  body?: unknown,
): Promise<T> {
  const init: RequestInit =
    body === undefined
      ? { method }
      : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  return read(await ask(url(path, {}), init), contract)
}

/** A `POST` with headers and a body of its own, given up after a while: it may have arrived all the same. */
export async function post<T>(
  path: string,
  contract: z.ZodType<T>,
  { timeoutMs, ...init }: { headers: Record<string, string>; body: string | FormData; timeoutMs: number },
): Promise<T> {
  return read(await ask(path, { ...init, method: 'POST', signal: AbortSignal.timeout(timeoutMs) }), contract)
}

/** Leaves out what is undefined or empty, so that equal questions have equal addresses. */
export function url(path: string, query: Query): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query))
    if (value !== undefined && value !== '') search.set(key, String(value))
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}

async function ask(address: string, init: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(address, init)
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new Failure('offline', { cause })
  }
  if (response.ok) return response
  throw await failureOf(response)
}

async function read<T>(response: Response, contract: z.ZodType<T>): Promise<T> {
  if (response.status === 204) return contract.parse(undefined)
  try {
    return contract.parse(await response.json())
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new Failure('unreadable-answer', { status: response.status, cause })
  }
}

/** What an answer that is no success says. */
export async function failureOf(response: Response): Promise<Failure> {
  const body: unknown = await response.json().catch(() => null)
  if (isProblem(body)) return new Failure(body.code, body)
  return new Failure(codeOfStatus(response.status), { status: response.status })
}

function isProblem(body: unknown): body is ProblemBody {
  return typeof body === 'object' && body !== null && 'code' in body && String(body.code) in problems
}

/** A proxy in between may answer without a problem body. */
function codeOfStatus(status: number): FailureCode {
  if (status === 404) return 'not-found'
  if (status === 413) return 'body-too-large'
  if (status === 429) return 'too-many-requests'
  if (status === 502 || status === 503 || status === 504) return 'offline'
  return 'internal'
}
