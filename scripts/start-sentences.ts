import { OpenDemoError } from '@jingwei/api/access/open-demo.ts'
import { CityFolderError } from '@jingwei/api/city/city-folder.ts'
import { FolderInUseError } from '@jingwei/api/database/folder-lock.ts'
import { UnfitDatabaseError } from '@jingwei/api/database/open.ts'
import { isUnavailable } from '@jingwei/api/database/unavailable.ts'
import type { Step } from '@jingwei/api/health/startup.ts'
import { SettingsError } from '@jingwei/api/settings.ts'

/** What the start says, Chinese first. */
export const stepWords: Readonly<Record<Step, string>> = {
  connecting: '连接数据库 connecting to the database',
  'creating-database': '打开内置数据库 opening the embedded database',
  migrating: '准备数据表 preparing the tables',
  'loading-city': '装载城市网格 loading the city',
  indexing: '准备路由 preparing the routing',
  'loading-incidents': '装载案件 loading incidents',
  done: '完成 done',
}

export const embeddedCaveat = `
内置数据库占用约 1 GB 内存；程序被强行结束不会丢失已确认的上报，但突然断电可能丢失最近的数据。正式使用请设置 DATABASE_URL。
The embedded database takes about 1 GB of memory. A killed process loses no confirmed report, a power cut may lose the
latest ones: for real use set DATABASE_URL to a PostGIS server.`

/** 4045, 5060, 6000 and some more: `fetch` and every browser call them unsafe. */
export const unsafePort = `
浏览器拒绝打开这个端口的网页，请用 PORT 指定别的端口（由代理转发时不受影响）。
Browsers refuse to open a page on this port: choose another one with PORT, unless a proxy of yours stands in front.`

/** What went wrong, as somebody who has only this console can use it. */
export function sentenceFor(error: unknown): string {
  if (error instanceof SettingsError)
    return `设置有误：${error.names.join('、')}。Not understood: ${error.names.join(', ')}. See docs/configuration.md.`
  if (error instanceof FolderInUseError) {
    const { pid, since, url, host } = error.holder
    return `数据目录正被另一进程使用：${url}（进程 ${pid}，${since} 起）。
The data folder ${error.folder} is in use by process ${pid} on ${host} since ${since}: ${url}
Stop that one, or give this one a folder of its own (DATA_DIR).`
  }
  if (error instanceof UnfitDatabaseError) return unfitSentences[error.code](error.detail)
  if (error instanceof CityFolderError)
    return `城市数据有误：${error.message}\nThe city folder cannot be loaded: ${error.message}`
  if (error instanceof OpenDemoError)
    return `演示账号的密码是公开的，而 HOST=${error.host} 允许其他机器访问，已拒绝启动。确要公开演示，请设 ALLOW_OPEN_DEMO=true；真实城市请设 CITY_DIR。
The demo city's passwords are public and HOST=${error.host} lets other machines in. For a public demonstration set
ALLOW_OPEN_DEMO=true; for a real city set CITY_DIR.`
  if (codeOf(error) === 'EADDRINUSE')
    return '端口已被占用，请用 PORT 指定别的端口。The port is in use; choose another one with PORT.'
  if (codeOf(error) === 'EACCES' && error instanceof Error)
    return `没有权限：${error.message}\nNot permitted: ${error.message}`
  if (isUnavailable(error))
    return `无法连接数据库 (${codeOf(error)})。The database of DATABASE_URL cannot be reached (${codeOf(error)}).`
  if (codeOf(error).startsWith('28') || codeOf(error) === '3D000')
    return `数据库拒绝了登录：${String(error)}\nThe database refused: ${String(error)}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

const unfitSentences: Readonly<Record<UnfitDatabaseError['code'], (detail: string) => string>> = {
  'old-postgres': found =>
    `需要 PostgreSQL 15 以上，现为 ${found}。PostgreSQL 15 or newer is needed, this is ${found}.`,
  'no-postgis': () =>
    '数据库服务器没有安装 PostGIS。The server has no PostGIS: install its package (Debian: postgresql-15-postgis-3).',
  'old-postgis': found =>
    `需要 PostGIS 3.3 以上，现为 ${found}。PostGIS 3.3 or newer is needed, this is ${found}.`,
  'newer-program': name =>
    `数据库来自更新的版本（${name}），请更新程序。The database belongs to a newer program (${name}): update this one.`,
  'older-program': name =>
    `数据库属于较早的版本（缺 ${name}），请先用本程序启动一次。The database belongs to an older program (it lacks ${name}): start this one once, which brings it up to date.`,
  'changed-migration': name =>
    `迁移文件 ${name} 在执行后被改动，拒绝启动。Migration ${name} was changed after it was applied: restore the file.`,
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
