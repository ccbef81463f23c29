import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadKeyring } from '@jingwei/api/access/keyring.ts'
import type { OnProgress } from '@jingwei/api/backup/back-up.ts'
import { BackupError, type Manifest } from '@jingwei/api/backup/manifest.ts'
import type { Settings } from '@jingwei/api/settings.ts'
import { sentenceFor } from './start-sentences.ts'

/** What backup and restore say, Chinese first. */
export const keysTaken = `
密钥也在备份中：拿到它的人能读到全部个人信息，请严加保管。
The keys are in this backup: whoever has it reads all personal data. Keep it accordingly.`

export function keysLeftOut(ids: readonly string[]): string {
  return `
密钥不在备份中（${ids.join('、')}）：没有密钥，联系方式无法恢复。请另行保管 DATA_DIR 中的 keyring 文件或 JINGWEI_KEY。
The keys (${ids.join(', ')}) are NOT in this backup, and without them personal data is lost: keep the file keyring of DATA_DIR, or
JINGWEI_KEY, in another place, or take them along with --with-keys.`
}

/** Says loudly which keys the restored database needs and has not. */
export function tellKeys(settings: Settings, { keyIds }: Manifest): void {
  const file = join(settings.dataDir, 'keyring')
  // Looking must not make a new key file.
  const keyring =
    settings.keys !== undefined || existsSync(file) ? loadKeyring({ keys: settings.keys, file }) : null
  const missing = keyIds.filter(id => !keyring?.has(id))
  if (missing.length === 0) return
  console.log(`
缺少密钥 ${missing.join('、')}：请先把原来的 keyring 文件放回 ${settings.dataDir}（或设置 JINGWEI_KEY），再启动。
Keys are missing: ${missing.join(', ')}. Put the old keyring file back into ${settings.dataDir}, or set JINGWEI_KEY, before the first start.`)
}

/** A line per table, rewritten in place where a person is watching. */
export function tellProgress(): OnProgress {
  const live = process.stdout.isTTY
  return (table, rows, of) => {
    if (!live && rows < of) return
    const line = `  ${table.padEnd(24)} ${String(rows).padStart(10)} / ${of}`
    process.stdout.write(live ? `\r${line}${rows >= of ? '\n' : ''}` : `${line}\n`)
  }
}

export function summary({ tables, files, takenAt, server }: Manifest, milliseconds: number): string {
  const rows = tables.reduce((sum, table) => sum + table.rows.count, 0)
  const bytes = [...tables.map(table => table.file), ...files].reduce((sum, file) => sum + file.bytes, 0)
  return `${tables.length} 张表 tables, ${rows} 行 rows, ${files.length} 个文件 files, ${(bytes / 1e6).toFixed(1)} MB, ${(milliseconds / 1000).toFixed(1)} s; ${takenAt}, PostgreSQL ${server}`
}

export function backupSentenceFor(error: unknown): string {
  if (error instanceof BackupError) return sentences[error.code](error.detail)
  return sentenceFor(error)
}

const sentences: Readonly<Record<BackupError['code'], (detail: string) => string>> = {
  exists: folder => `${folder} 已存在，请换一个文件夹。${folder} is there already: name a new folder.`,
  nothing: () =>
    '数据库里还没有城市，没有可备份的内容。The database holds no city yet: there is nothing to back up.',
  unfinished: folder =>
    `${folder} 不是完整的备份（没有 manifest.json）。${folder} is no finished backup: it has no manifest.json.`,
  damaged: file =>
    `备份已损坏：${file} 与备份时不同，没有恢复任何内容。The backup is damaged: ${file} is not what was written. Nothing was restored.`,
  'not-empty': table =>
    `目标数据库不是空的（有表 ${table}），不覆盖任何数据。请用新的数据库或新的 DATA_DIR。
The database is not empty (it has a table ${table}), and nothing is ever overwritten: give a new database, or a new DATA_DIR.`,
  'file-differs': file =>
    `${file} 已存在且内容不同，不覆盖。${file} is there with another content, and nothing is ever overwritten.`,
  differs: name =>
    `恢复后核对不符：${name}，已全部撤销。What was restored does not equal the backup: ${name}. Everything was undone.`,
}
