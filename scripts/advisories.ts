import { spawnSync } from 'node:child_process'
import { isGrave, readAdvisories } from './read-advisories.ts'

/**
 * `npx pnpm@12 advisories`: known vulnerabilities of the packages that we ship. Ends with 1 for a high or critical one. A registry that
 * cannot be asked, or that keeps no advisories, is said and is no failure: what nobody knows must not stop anybody.
 */
const patienceMs = 60_000

const { stdout } = spawnSync('npx', ['--yes', 'pnpm@12', 'audit', '--prod', '--json'], {
  encoding: 'utf8',
  timeout: patienceMs,
  stdio: ['ignore', 'pipe', 'ignore'],
  shell: process.platform === 'win32',
})
const found = readAdvisories(stdout ?? '')
if (found === null)
  console.log('未能查询依赖漏洞 Advisories not checked: the registry gives none here, or is out of reach')
else {
  for (const { severity, name, title, url } of found) console.log(`${severity} ${name}: ${title} ${url}`)
  const grave = found.filter(isGrave).length
  console.log(`依赖漏洞 Advisories: ${found.length} 条 known, ${grave} 条高危 high or critical`)
  process.exitCode = grave > 0 ? 1 : 0
}
