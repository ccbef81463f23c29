import { join } from 'node:path'
import { loadKeyring } from '@jingwei/api/access/keyring.ts'
import { verifyAudit } from '@jingwei/api/audit/verify.ts'
import { type Ctx, visitor } from '@jingwei/api/context.ts'
import { assertMigrated } from '@jingwei/api/database/migrate.ts'
import { createAtlases } from '@jingwei/api/grids/atlases.ts'
import { proveCoverage } from '@jingwei/api/grids/coverage.ts'
import { newestVersion } from '@jingwei/api/grids/newest-version.ts'
import { verifyBoundaries } from '@jingwei/api/grids/verify-boundaries.ts'
import { unfilledStore } from '@jingwei/api/heat/heat-store.ts'
import { verifyEvents } from '@jingwei/api/incidents/verify-events.ts'
import { createLog } from '@jingwei/api/log.ts'
import { verifyCases } from '@jingwei/api/moves/verify-cases.ts'
import { readSettings, type Settings } from '@jingwei/api/settings.ts'
import {
  auditSentence,
  boundariesSentence,
  casesSentence,
  coverageSentence,
  eventsSentence,
  unplayedSentence,
} from './audit-sentences.ts'
import { withDatabase } from './database.ts'
import { sentenceFor } from './start-sentences.ts'

/**
 * `npx pnpm@12 audit-log verify`: recomputes the audit log, the events of every case and the boundaries of every version, and says where
 * the first byte of each was changed; then plays the events and compares the state of every case. A fault of one does not hide those of
 * another. Ends with code 0 when all is whole, 1 when something was changed, 2 when it could not look. Changes nothing.
 */
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

/** Each look says its line, whatever the others found. */
async function report(ctx: Ctx): Promise<boolean> {
  await assertMigrated(ctx.sql)
  const audit = say(await verifyAudit(ctx), auditSentence)
  const events = say(await verifyEvents(ctx), eventsSentence)
  const boundaries = say(await verifyBoundaries(ctx), boundariesSentence)
  const newest = await newestVersion(ctx.sql)
  const isTiled = newest === undefined || (await isCovered(ctx, newest.version))
  const areCasesSound = newest === undefined || (await areStatesSound(ctx, boundaries))
  return audit && events && boundaries && isTiled && areCasesSound
}

function say<V extends { readonly whole: boolean }>(verdict: V, sentence: (verdict: V) => string): boolean {
  console.log(sentence(verdict))
  return verdict.whole
}

async function isCovered({ sql }: Ctx, version: number): Promise<boolean> {
  const { sound } = await proveCoverage(sql, version)
  console.log(coverageSentence(version, sound))
  return sound
}

/** Playing needs the grids in force: where those were changed it may not be possible, and that is no fault of the cases. */
async function areStatesSound(ctx: Ctx, areBoundariesWhole: boolean): Promise<boolean> {
  try {
    const verdict = await verifyCases(ctx)
    console.log(casesSentence(verdict))
    return verdict.sound
  } catch (error) {
    if (areBoundariesWhole) throw error
    console.log(unplayedSentence)
    return false
  }
}
