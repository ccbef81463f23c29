import { AddedPhoto } from '@jingwei/api/evidence/contract.ts'
import { ReportedIncident } from '@jingwei/api/incidents/contract.ts'
import { CaseView } from '@jingwei/api/moves/contract.ts'
import { post } from '../api.ts'
import type { Receipt } from './outbox-order.ts'
import type { Written } from './written.ts'

/** A connection that carries words carries them in this time … */
const wordsTimeoutMs = 20_000
/** … and a photo of some hundred kilobytes in this. */
const photoTimeoutMs = 90_000

/**
 * Sends one line as its author's, with the key it got when it was written: sent again after a lost answer it counts once. A step needs no
 * key: it names the revision it follows, and the server knows its author's own step again.
 * Throws `Failure`.
 */
export async function sendLine(line: Written): Promise<Receipt> {
  const { writing, key, about, account } = line
  // a shared phone must not send it as whoever has signed in meanwhile
  const author = { 'x-written-by': encodeURIComponent(account) }
  const json = { ...author, 'content-type': 'application/json' }
  switch (writing.kind) {
    case 'report': {
      const body = JSON.stringify({ ...writing.report, idempotencyKey: key })
      const init = { headers: json, body, timeoutMs: wordsTimeoutMs }
      const { id, number } = await post('/api/incidents', ReportedIncident, init)
      return { id, number }
    }
    case 'move': {
      const { verb, rev, note } = writing
      const body = JSON.stringify({ rev, ...(note === '' ? {} : { note }) })
      const init = { headers: json, body, timeoutMs: wordsTimeoutMs }
      const view = await post(`/api/incidents/${about}/moves/${verb}`, CaseView, init)
      return { id: view.id, rev: view.rev }
    }
    case 'photo': {
      const body = new FormData()
      body.set('kind', writing.photo)
      body.set('photo', writing.picture, 'photo')
      const init = { headers: { ...author, 'idempotency-key': key }, body, timeoutMs: photoTimeoutMs }
      const { rev } = await post(`/api/incidents/${about}/photos`, AddedPhoto, init)
      return { id: Number(about), rev }
    }
  }
}
