import { z } from '@hono/zod-openapi'
import { plainText, Text } from '../wire.ts'

/**
 * Roles, from the widest to the narrowest view.
 * administrator 管理员 · auditor 审计员 · commander 指挥中心 · lead 网格长 · worker 网格员 · department 部门 · analyst 分析员 · wall 大屏 ·
 * visitor: nobody signed in.
 */
export const Role = z.enum([
  'administrator',
  'auditor',
  'commander',
  'lead',
  'worker',
  'department',
  'analyst',
  'wall',
  'visitor',
])
export type Role = z.infer<typeof Role>

export const SignIn = z.strictObject({
  account: plainText(z.string().min(1).max(80)),
  password: plainText(z.string().min(1).max(1024)),
})
export type SignIn = z.infer<typeof SignIn>

/** Who is asking, and how far their view reaches: the grid at the top of their subtree, null for the whole city. */
export const Session = z.object({
  account: z.string().nullable(),
  name: z.string().nullable(),
  role: Role,
  grid: z.string().nullable(),
  expiresAt: z.string().nullable(),
  /** True only on a real city's first start: nothing else answers until `POST /api/setup` made an administrator. */
  setupRequired: z.boolean(),
})
export type Session = z.infer<typeof Session>

/** `POST /api/setup`, once: `code` is what the first start printed. */
export const FirstAdministrator = z.strictObject({
  code: z.string().min(1).max(80),
  account: z
    .string()
    .trim()
    .min(2)
    .max(40)
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u)
    // the program's own name in the logs of cases
    .refine(name => name.normalize('NFKC').toLowerCase() !== 'system'),
  name: plainText(z.string().trim().min(1).max(60)),
  /** At least 12 characters, not a common one; any characters. */
  password: plainText(z.string().min(1).max(1024)),
})
export type FirstAdministrator = z.infer<typeof FirstAdministrator>

/** Exists on the demo city alone. */
export const DemoAccounts = z.object({
  accounts: z.array(
    z.object({
      account: z.string(),
      password: z.string(),
      role: Role,
      name: Text,
      grid: z.string().nullable(),
    }),
  ),
})
export type DemoAccounts = z.infer<typeof DemoAccounts>
