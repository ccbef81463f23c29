import { join } from 'node:path'
import { loadKeyring } from '@jingwei/api/access/keyring.ts'
import { rescueAccount } from '@jingwei/api/accounts/rescue-account.ts'
import { visitor } from '@jingwei/api/context.ts'
import { createAtlases } from '@jingwei/api/grids/atlases.ts'
import { unfilledStore } from '@jingwei/api/heat/heat-store.ts'
import { createLog } from '@jingwei/api/log.ts'
import { Problem } from '@jingwei/api/problem.ts'
import { readSettings, type Settings } from '@jingwei/api/settings.ts'
import { withDatabase } from './database.ts'
import { sentenceFor } from './start-sentences.ts'

/**
 * `npx pnpm@12 rescue-account NAME`: for an administrator who lost password, telephone and recovery codes. What was lost counts no longer;
 * prints the end of an invitation link. Ends with code 0, 1 when there is no such account, 2 when it could not look.
 */
try {
  const name = process.argv[2]
  if (name === undefined) throw new Error('用法 usage: npx pnpm@12 rescue-account NAME')
  await rescue(readSettings(process.env), name)
} catch (error) {
  if (error instanceof Problem) {
    console.error(
      error.code === 'demo-account'
        ? '演示账号不能更改 demo accounts stay as they are'
        : '没有这个账号 no such account',
    )
    process.exitCode = 1
  } else {
    console.error(sentenceFor(error))
    process.exitCode = 2
  }
}

function rescue(settings: Settings, name: string): Promise<void> {
  const keyring = loadKeyring({ keys: settings.keys, file: join(settings.dataDir, 'keyring') })
  const log = createLog(settings.logLevel)
  return withDatabase(settings, 'rescue-account', async ({ sql }) => {
    const ctx = {
      sql,
      keyring,
      log,
      atlases: createAtlases(),
      heat: unfilledStore(),
      actor: visitor,
      address: null,
      now: new Date(),
    }
    const { account, code, expiresAt } = await rescueAccount(ctx, name)
    console.log(`${account}: 在控制台网址后加上 add to the console’s address:  /#invitation=${code}
有效至 good until ${expiresAt}，只能用一次 once`)
  })
}
