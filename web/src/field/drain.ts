import type { Incident } from '@jingwei/api/incidents/contract.ts'
import { Failure } from '../api.ts'
import { judgeFailure, judgeStep, type Verdict } from './judge-refusal.ts'
import { nextToSend, type Receipt } from './outbox-order.ts'
import type { Refusal, Written } from './written.ts'

/** What the sender works with; `Outbox` on the phone, plain arrays in a test. */
export interface Desk {
  all(): Promise<readonly Written[]>
  settle(line: Written, receipt: Receipt): Promise<void>
  hold(line: Written, refusal: Refusal): Promise<void>
  release(line: Written, rev: number): Promise<void>
}

export interface Post {
  send(line: Written): Promise<Receipt>
  look(incident: number): Promise<Incident>
}

/** Why the sender stopped: nothing is left that may go, the server is not to be reached, or its author has to sign in. */
export type Stop = 'empty' | 'later' | 'sign-in'

/** A case that moves faster than we can follow is left to its author. */
const mostFollows = 4

/** Sends one line after the other until it has to stop. Every step is on the disk before the next one begins. */
export async function drain(desk: Desk, post: Post): Promise<Stop> {
  const follows = new Map<number, number>()
  const aside = new Set<Written['about']>()
  for (;;) {
    const line = nextToSend(await desk.all(), aside)
    if (line === undefined) return aside.size === 0 ? 'empty' : 'later'
    const answer = await sent(line, post)
    if ('receipt' in answer) {
      await desk.settle(line, answer.receipt)
      continue
    }
    const { verdict, failure } = answer
    const followed = follows.get(line.seq) ?? 0
    if (verdict.kind === 'wait') return 'later'
    if (verdict.kind === 'sign-in') return 'sign-in'
    if (verdict.kind === 'aside') aside.add(line.about)
    else if (verdict.kind === 'taken') await desk.settle(line, { id: Number(line.about), rev: verdict.rev })
    else if (verdict.kind === 'follow' && followed < mostFollows) {
      follows.set(line.seq, followed + 1)
      await desk.release(line, verdict.rev)
    } else await desk.hold(line, { code: failure.code, field: failure.field, detail: failure.detail })
  }
}

type Sent = { readonly receipt: Receipt } | { readonly verdict: Verdict; readonly failure: Failure }

async function sent(line: Written, post: Post): Promise<Sent> {
  try {
    return { receipt: await post.send(line) }
  } catch (error) {
    const failure = known(error)
    return { verdict: judgeFailure(failure, line) ?? (await looked(line, post)), failure }
  }
}

async function looked(line: Written, post: Post): Promise<Verdict> {
  try {
    return judgeStep(line, await post.look(Number(line.about)))
  } catch (error) {
    return judgeFailure(known(error), line) ?? { kind: 'hold' }
  }
}

function known(error: unknown): Failure {
  if (error instanceof Failure) return error
  throw error
}
