import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { checkBackup, restore } from '@jingwei/api/backup/restore.ts'
import { readSettings } from '@jingwei/api/settings.ts'
import { backupSentenceFor, summary, tellKeys, tellProgress } from './backup-sentences.ts'
import { withDatabase } from './database.ts'

/**
 * `npx pnpm@12 restore <folder> [--check]`: fills an empty database, the embedded one or that of DATABASE_URL, from a backup of either,
 * reads everything back and compares. `--check` only looks at the backup. Ends with code 1 and a sentence when something is not as it
 * should be; then nothing was changed.
 */
const usage = '用法 usage: npx pnpm@12 restore <备份文件夹 folder of a backup> [--check]'

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { check: { type: 'boolean', default: false } },
  })
  const [given] = positionals
  if (given === undefined || positionals.length > 1) throw new Error(usage)
  const settings = readSettings(process.env)
  const folder = resolve(given)
  const began = Date.now()
  // Before an empty database is made for it.
  const manifest = await checkBackup(folder)
  if (!values.check)
    await withDatabase(settings, 'restore', ({ sql }) =>
      restore(sql, { ...settings, folder }, tellProgress()),
    )
  const done = values.check
    ? '备份完好 The backup is whole'
    : '恢复完成，已逐行核对 Restored, every row compared'
  console.log(`\n${done}: ${folder}\n${summary(manifest, Date.now() - began)}`)
  if (!values.check) tellKeys(settings, manifest)
} catch (error) {
  console.error(`\n${backupSentenceFor(error)}`)
  process.exitCode = 1
}
