import { join } from 'node:path'
import type { Role } from '@jingwei/api/access/contract.ts'
import {
  columns,
  openable,
  type Reach,
  reachOf,
  rules,
  secretVerbs,
  verbs,
} from '@jingwei/api/permissions.ts'
import { expect, test } from 'vitest'
import { root } from './sources.ts'

/** After a change of the table: `npx pnpm@12 exec vitest run --project laws -u`, and read what it wrote. */
test('docs/rights.md is the table of rights', async () => {
  await expect(page()).toMatchFileSnapshot(join(root, 'docs/rights.md'))
})

const roles: Record<Role, string> = {
  administrator: '管理员',
  auditor: '审计员',
  commander: '指挥中心',
  lead: '网格长',
  worker: '网格员',
  department: '部门',
  analyst: '分析员',
  wall: '大屏',
  visitor: '访客',
}

const signs: Record<Reach, string> = { all: '●', sub: '◐', own: '○', no: '·' }

function page(): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const routesOf = (verb: string) =>
    Object.entries(rules)
      .filter(([, each]) => each === verb)
      .map(([route]) => `\`${route}\``)
  return [
    '# 权限 Rights',
    '',
    'Written from `api/src/permissions.ts` by `tests/laws/rights-document.test.ts`, never by hand. ● the whole city · ◐ the account’s grid and',
    'everything below it, and one’s own · ○ what was given to one’s own post or department · · nothing. ◐ and ○ reach only into the nets an',
    'account is bound to (none named: all). A lead’s or worker’s rights end with the day of the post they come from. What is refused is',
    'answered with 403 (401 to visitors), and with 404 where the existence of the thing is a secret (✻). What is marked ◇ has no route of its own: it is',
    'the part of other answers that stays empty; a city may open it to everybody but wall displays (`open` in its profile). The demo city does.',
    '',
    row(['', ...columns.map(role => `${roles[role]} ${role}`)]),
    row(['---', ...columns.map(() => ':-:')]),
    ...verbs.map(verb =>
      row([
        `\`${verb}\`${secretVerbs.has(verb) ? ' ✻' : ''}${verb in openable ? ' ◇' : ''}`,
        ...columns.map(role => signs[reachOf(role, verb)]),
      ]),
    ),
    '',
    '## Routes',
    '',
    row(['verb', 'routes']),
    row(['---', '---']),
    ...verbs.map(verb => row([`\`${verb}\``, routesOf(verb).join('<br>')])),
    '',
  ].join('\n')
}
