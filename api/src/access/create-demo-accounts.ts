import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import type { Text } from '../wire.ts'
import type { DemoAccounts, Role } from './contract.ts'
import { hashPassword } from './password.ts'
import {
  type ChainPost,
  insertAccount,
  selectBusiestDepartment,
  selectChainOfPosts,
  selectDemoAccounts,
} from './queries.ts'

/** Accounts of every role with published passwords, for the demo city alone. What exists already stays as it is. @param grid whose worker and leads they are */
export async function createDemoAccounts(ctx: Ctx, grid?: string): Promise<void> {
  const existing = new Set((await selectDemoAccounts(ctx.sql, ctx.now)).map(account => account.name))
  const chain = await selectChainOfPosts(ctx.sql, ctx.now, grid ?? null)
  const department = (await selectBusiestDepartment(ctx.sql)) ?? null
  for (const account of [...cityWide, ...chain.map(accountOfPost)]) {
    if (existing.has(account.name)) continue
    const passwordHash = await hashPassword(demoPassword(account.name))
    const departmentId = account.role === 'department' ? department : null
    await transaction(ctx, async tx => {
      if (
        await insertAccount(tx.sql, { ...account, departmentId, passwordHash, demo: true, createdAt: tx.now })
      )
        await appendAudit(tx, {
          verb: 'account.create',
          subject: `account/${account.name}`,
          data: { demo: true },
        })
    })
  }
}

/** What the sign-in page of the demo city shows; empty in a real city. */
export async function listDemoAccounts(ctx: Ctx): Promise<DemoAccounts['accounts']> {
  const accounts = await selectDemoAccounts(ctx.sql, ctx.now)
  return accounts.map(({ name, role, displayName, grid }) => ({
    account: name,
    password: demoPassword(name),
    role,
    name: displayName,
    grid,
  }))
}

/** Published on purpose: it protects nothing but a city that does not exist. */
function demoPassword(account: string): string {
  return `jingwei-${account}`
}

interface DemoAccount {
  name: string
  displayName: Text
  role: Role
  gridId: number | null
  personId: number | null
}

const wholeCity = (role: Role, zh: string, en: string): DemoAccount => ({
  name: role,
  displayName: { zh: `${zh}（演示）`, en: `${en} (demo)` },
  role,
  gridId: null,
  personId: null,
})

const cityWide: readonly DemoAccount[] = [
  wholeCity('administrator', '管理员', 'Administrator'),
  wholeCity('auditor', '审计员', 'Auditor'),
  wholeCity('commander', '指挥中心', 'Command center'),
  wholeCity('department', '部门', 'Department'),
  wholeCity('analyst', '分析员', 'Analyst'),
  wholeCity('wall', '大屏', 'Wall display'),
]

function accountOfPost({ role, level, title, gridId, personId }: ChainPost): DemoAccount {
  return {
    name: role === 'lead' ? `lead-${level.toLowerCase()}` : 'worker',
    displayName: { zh: `${title.zh}（演示）`, en: `${title.en ?? title.zh} (demo)` },
    role,
    gridId,
    personId,
  }
}
