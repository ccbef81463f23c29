import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import { subjectOf } from './make-token.ts'
import { revokeToken } from './token.queries.ts'

/** One's own token, or a wall display's, ends now. Throws `not-found` for one that is over or somebody else's. */
export function endToken(ctx: Ctx, kind: 'token' | 'screen', id: number): Promise<void> {
  return transaction(ctx, async tx => {
    const name = await revokeToken(tx.sql, id, kind === 'token' ? tx.actor.account : null, tx.now)
    if (name === undefined) throw new Problem('not-found')
    await appendAudit(tx, { verb: `${kind}.end`, subject: subjectOf(kind, id, name), data: { name } })
  })
}
