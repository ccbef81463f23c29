import { createHash } from 'node:crypto'
import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import { accountName } from './account-name.ts'
import { NewAccountName, type Role } from './contract.ts'
import { insertManagedIdentity, selectIdentity, updateRole } from './identity.queries.ts'
import type { Identity } from './identity-server.ts'
import { insertAccount, lockAccounts, revokeSessions, selectAccount } from './queries.ts'
import { actorOf, type OpenedSession } from './session.ts'
import { enterSession } from './sign-in.ts'

/**
 * A session for whom the identity server vouches for: the account that an administrator linked, or one of its own for people whose
 * groups give them a role here; such an account's role follows the groups, and without them it is over. One-time codes are the
 * identity server's own matter. Throws `identity-unknown`, `not-allowed` for an account that may not act.
 */
export async function signInByIdentity(
  ctx: Ctx,
  identity: Identity,
  previousToken: string | undefined,
): Promise<OpenedSession> {
  const account = await transaction(ctx, tx => accountOf(tx, identity))
  if (account === null) {
    const { subject } = identity
    await transaction(ctx, tx =>
      appendAudit(tx, { verb: 'session.refuse', subject: null, data: { identity: subject } }),
    )
    throw new Problem('identity-unknown', { detail: { subject } })
  }
  const found = await selectAccount(ctx.sql, account, ctx.now)
  if (found === undefined) throw new Problem('not-allowed')
  const { passwordHash: _, demo: __, ...who } = found
  return transaction({ ...ctx, actor: actorOf(who) }, tx => enterSession(tx, who, 'identity', previousToken))
}

/** The name of the account; null: nobody's. */
async function accountOf(tx: Ctx, identity: Identity): Promise<string | null> {
  await lockAccounts(tx.sql)
  const { issuer, subject, role } = identity
  const linked = await selectIdentity(tx.sql, issuer, subject)
  if (linked === undefined) return role === null ? null : create(tx, identity, role)
  if (!linked.managed) return linked.account
  if (role === null) {
    await revokeSessions(tx.sql, linked.account, tx.now)
    return null
  }
  if (role !== linked.role) {
    await updateRole(tx.sql, linked.id, role)
    await appendAudit(tx, {
      verb: 'account.change',
      subject: `account/${linked.account}`,
      data: { from: { role: linked.role }, to: { role }, by: 'identity' },
    })
  }
  return linked.account
}

/** The name is the identity server's choice only as long as nobody here has it. */
async function create(tx: Ctx, identity: Identity, role: Role): Promise<string> {
  const { issuer, subject, account, name } = identity
  const hash = createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('hex')
  const wished = NewAccountName.safeParse(account ?? '')
  const names = [...(wished.success ? [accountName(wished.data)] : []), `identity-${hash.slice(0, 16)}`]
  for (const one of names) {
    const isNew = await insertAccount(tx.sql, {
      name: one,
      displayName: { zh: [...(name ?? account ?? one)].slice(0, 60).join('') },
      role,
      gridId: null,
      personId: null,
      departmentId: null,
      passwordHash: null,
      demo: false,
      createdAt: tx.now,
    })
    if (!isNew) continue
    await insertManagedIdentity(tx.sql, one, issuer, subject)
    await appendAudit(tx, {
      verb: 'account.create',
      subject: `account/${one}`,
      data: { role, identity: subject },
    })
    return one
  }
  throw new Problem('conflict')
}
