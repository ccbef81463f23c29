import { join } from 'node:path'
import { loadKeyring } from '@jingwei/api/access/keyring.ts'
import { verifyAudit } from '@jingwei/api/audit/verify.ts'
import { type Ctx, visitor } from '@jingwei/api/context.ts'
import { createAtlases } from '@jingwei/api/grids/atlases.ts'
import { proveCoverage } from '@jingwei/api/grids/coverage.ts'
import { unfilledStore } from '@jingwei/api/heat/heat-store.ts'
import { verifyEvents } from '@jingwei/api/incidents/verify-events.ts'
import { createLog } from '@jingwei/api/log.ts'
import { verifyCases } from '@jingwei/api/moves/verify-cases.ts'
import { readSettings, type Settings } from '@jingwei/api/settings.ts'
import { withDatabase } from './database.ts'
import { sentenceFor } from './start-sentences.ts'

/**
 * `npx pnpm@12 audit-log verify`: recomputes the audit log and the events of every case, and says where the first byte was changed;
 * then plays them and compares the state of every case, and proves the boundaries in force. Ends with code 0 when all is whole, 1 when something was changed, 2 when it could not look. Changes nothing.
 */
const seals = {
  good: '封印相符 sealed by this key',
  none: '尚无封印 not sealed yet: the next entry seals it',
  'unknown-key': '封印所用密钥不在此处 sealed with a key that is not here',
  bad: '封印不符 the seal is not ours',
} as const

const faults = {
  missing: '缺失 is missing',
  changed: '被改动 was changed',
  unchained: '与前一条不相连 does not follow the one before it',
  'cut-off': '起被截去 and all after it were cut off',
  unsealed: '与封印不符 is not the end that was sealed',
  'seal-broken':
    '之前封印曾断：此前的记录可能已被截去或改写 follows a broken seal: what was before it may have been cut off or rewritten',
} as const

try {
  if (process.argv[2] !== 'verify') throw new Error('用法 usage: npx pnpm@12 audit-log verify')
  process.exitCode = (await verify(readSettings(process.env))) ? 0 : 1
} catch (error) {
  console.error(sentenceFor(error))
  process.exitCode = 2
}

async function verify(settings: Settings): Promise<boolean> {
  const keyring = loadKeyring({ keys: settings.keys, file: join(settings.dataDir, 'keyring') })
  const log = createLog(settings.logLevel)
  return withDatabase(settings, 'audit-log verify', ({ sql }) =>
    report({
      sql,
      keyring,
      log,
      atlases: createAtlases(),
      heat: unfilledStore(),
      actor: visitor,
      address: null,
      now: new Date(),
    }),
  )
}

async function report(ctx: Ctx): Promise<boolean> {
  const audit = await verifyAudit(ctx)
  console.log(
    audit.whole
      ? `审计日志完整 audit log whole: ${audit.entries} 条 entries, 末尾 ends with ${audit.lastHash ?? '–'}, ${seals[audit.seal]}${audit.sealedFrom === undefined ? '' : `, 自第 ${audit.sealedFrom} 条起有封印 sealed from that entry on`}`
      : `审计日志第 ${audit.entry} 条${faults[audit.fault].replace(' ', ` audit log: entry ${audit.entry} `)}`,
  )
  const events = await verifyEvents(ctx)
  console.log(
    events.whole
      ? `案件记录完整 events whole: ${events.events} 条 events, ${events.cases} 件 cases`
      : `案件 ${events.incident} 的第 ${events.rev} 条记录被改动 event ${events.rev} of incident ${events.incident} broken`,
  )
  if (!events.whole) return false
  const cases = await verifyCases(ctx)
  console.log(
    cases.sound
      ? `案件状态与记录一致 states follow from their events: ${cases.cases} 件 cases`
      : `案件 ${cases.incident} 的 ${cases.field} 与记录不符 ${cases.field} of incident ${cases.incident} does not follow from its events`,
  )
  const { version } = await ctx.atlases.at(ctx, ctx.now)
  const { sound } = await proveCoverage(ctx.sql, version)
  console.log(
    sound
      ? `第 ${version} 版边界无缝无叠 boundaries whole: version ${version} tiles the city, at every level`
      : `第 ${version} 版边界有缝、有叠或与上级不符 boundaries of version ${version} do not tile the city`,
  )
  return audit.whole && cases.sound && sound
}
