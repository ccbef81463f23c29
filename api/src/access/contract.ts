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

/** What a new account may be called. */
export const NewAccountName = z
  .string()
  .trim()
  .min(2)
  .max(40)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u)
  // the program's own name in the logs of cases
  .refine(name => name.normalize('NFKC').toLowerCase() !== 'system')

const Password = plainText(z.string().min(1).max(1024))

/** Six digits of the telephone, or one of the recovery codes. */
const OneTimeCode = plainText(z.string().trim().min(1).max(40))

/** `code` where the account has a second factor: without it the answer is `second-factor-required`. */
export const SignIn = z.strictObject({
  account: plainText(z.string().min(1).max(80)),
  password: Password,
  code: OneTimeCode.optional(),
})
export type SignIn = z.infer<typeof SignIn>

/** Who is asking, and how far their view reaches: the grid at the top of their subtree, null for the whole city. */
export const Session = z.object({
  account: z.string().nullable(),
  name: z.string().nullable(),
  role: Role,
  grid: z.string().nullable(),
  expiresAt: z.string().nullable(),
  /** By what it was opened; null: a visitor. A `token` is a program's, a `screen` a wall display. */
  means: z.enum(['password', 'identity', 'token', 'screen']).nullable(),
  /** True: an administrator of a real city who has to set up one-time codes before anything else answers. */
  needsSecondFactor: z.boolean(),
  /** How the city calls its identity server; null: there is none. */
  identityServer: z.string().nullable(),
  /** True only on a real city's first start: nothing else answers until `POST /api/setup` made an administrator. */
  setupRequired: z.boolean(),
})
export type Session = z.infer<typeof Session>

/** `POST /api/setup`, once: `code` is what the first start printed. */
export const FirstAdministrator = z.strictObject({
  code: z.string().min(1).max(80),
  account: NewAccountName,
  name: plainText(z.string().trim().min(1).max(60)),
  /** At least 12 characters, not a common one; any characters. */
  password: Password,
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

/** `POST /api/session/identity` opens the city's identity server: the page goes to `url`. */
export const IdentityRequest = z.object({ url: z.string() })

/** What the identity server put into the page's address when it sent the reader back. */
export const IdentityAnswer = z.strictObject({
  state: plainText(z.string().min(1).max(500)),
  code: plainText(z.string().min(1).max(4000)).optional(),
  iss: plainText(z.string().max(500)).optional(),
  error: plainText(z.string().max(200)).optional(),
})
export type IdentityAnswer = z.infer<typeof IdentityAnswer>

/** One's own password. */
export const NewPassword = z.strictObject({ current: Password, password: Password })
export type NewPassword = z.infer<typeof NewPassword>

export const OwnSessions = z.object({
  sessions: z.array(
    z.object({
      id: z.int(),
      openedAt: z.string(),
      /** Exact to some minutes. */
      usedAt: z.string(),
      expiresAt: z.string(),
      means: z.enum(['password', 'identity']),
      address: z.string().nullable(),
      /** The one that asks. */
      current: z.boolean(),
    }),
  ),
})
export type OwnSessions = z.infer<typeof OwnSessions>

/** One's own one-time codes (TOTP, RFC 6238). */
export const SecondFactor = z.object({
  enrolled: z.boolean(),
  /** An administrator of a real city has to have them. */
  required: z.boolean(),
  recoveryCodesLeft: z.int(),
})
export type SecondFactor = z.infer<typeof SecondFactor>

/** Begins and ends with the password: a page left open is not enough. */
export const PasswordAgain = z.strictObject({ password: Password })

/** Shown once: `uri` is what the picture says, `secret` the same to be typed. */
export const SecondFactorSecret = z.object({ secret: z.string(), uri: z.string() })
export type SecondFactorSecret = z.infer<typeof SecondFactorSecret>

export const FirstCode = z.strictObject({ code: OneTimeCode })

/** Shown once; each opens one session. */
export const RecoveryCodes = z.object({ codes: z.array(z.string()) })
export type RecoveryCodes = z.infer<typeof RecoveryCodes>

/** Longest life of a token. */
export const mostTokenDays = 366

const TokenName = plainText(z.string().trim().min(1).max(60))
const TokenDays = z.int().min(1).max(mostTokenDays)

/** `verbs`: what the token may do, none beyond its account's rights; absent: whatever only reads, personal data excluded. */
export const NewToken = z.strictObject({
  name: TokenName,
  days: TokenDays,
  verbs: z.array(z.string().max(60)).min(1).max(60).optional(),
})
export type NewToken = z.infer<typeof NewToken>

/** A wall display: its name tells the reader of the audit log which one. */
export const NewScreen = z.strictObject({ name: TokenName, days: TokenDays })
export type NewScreen = z.infer<typeof NewScreen>

const Token = z.object({
  id: z.int(),
  name: z.string(),
  verbs: z.array(z.string()).nullable(),
  madeBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  /** The day, by the clock of the city; null: never used. */
  usedOn: z.string().nullable(),
})
export type Token = z.infer<typeof Token>

/** `verbs`: what a new token may be given. */
export const Tokens = z.object({ tokens: z.array(Token), verbs: z.array(z.string()) })
export const Screens = z.object({ screens: z.array(Token) })

/** The only time that the token itself is told. */
export const MadeToken = Token.extend({ token: z.string() })
export type MadeToken = z.infer<typeof MadeToken>

/** A wall display opens its session with the token of its link. */
export const ScreenToken = z.strictObject({ token: z.string().min(1).max(100) })

/** The path of one session, token or screen. */
export const ById = z.object({
  id: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
})

/** What was done needs no words. */
export const Done = z.object({ done: z.literal(true) })
