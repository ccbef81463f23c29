import { type Ctx, transaction } from '../context.ts'
import { selectStaleSecrets, updateSecret } from './second-factor.queries.ts'
import { openSecret, sealedAbout } from './second-factor.ts'

/** After a new key was put in front: seals anew what an older key sealed. @returns how many */
export function resealSecondFactors(ctx: Ctx): Promise<number> {
  return transaction(ctx, async tx => {
    const stale = await selectStaleSecrets(tx.sql, tx.keyring.currentKeyId)
    for (const { account, ...sealed } of stale) {
      const secret = openSecret(tx, account, sealed)
      await updateSecret(tx.sql, account, tx.keyring.seal(secret, sealedAbout(account)))
    }
    return stale.length
  })
}
