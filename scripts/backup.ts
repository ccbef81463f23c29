import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { backUp } from '@jingwei/api/backup/back-up.ts'
import { readSettings } from '@jingwei/api/settings.ts'
import { backupSentenceFor, keysLeftOut, keysTaken, summary, tellProgress } from './backup-sentences.ts'
import { withDatabase } from './database.ts'

/**
 * `npx pnpm@12 backup <folder> [--with-keys]`: writes a backup of the database and the pictures into a new folder. A console on a server
 * may go on; the embedded one must be stopped. Ends with code 1 and a sentence when it cannot; then there is no such folder.
 */
const usage = '用法 usage: npx pnpm@12 backup <新文件夹 new folder> [--with-keys]'

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { 'with-keys': { type: 'boolean', default: false } },
  })
  const [folder] = positionals
  if (folder === undefined || positionals.length > 1) throw new Error(usage)
  const settings = readSettings(process.env)
  const withKeys = values['with-keys']
  const began = Date.now()
  const manifest = await withDatabase(settings, 'backup', ({ sql }) =>
    backUp(sql, { ...settings, folder: resolve(folder), withKeys }, tellProgress()),
  )
  console.log(`\n备份完成 Backed up: ${resolve(folder)}\n${summary(manifest, Date.now() - began)}`)
  if (withKeys) console.log(keysTaken)
  else if (manifest.keyIds.length > 0) console.log(keysLeftOut(manifest.keyIds))
} catch (error) {
  console.error(`\n${backupSentenceFor(error)}`)
  process.exitCode = 1
}
