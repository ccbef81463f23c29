import { z } from '@hono/zod-openapi'
import { NewAccountName, Role } from '../access/contract.ts'
import { GridCode, Int4, plainText, queryNumber, Text } from '../wire.ts'

/** What an account of a person or a desk may be; a wall display has a token instead, a visitor has none. */
export const AccountRole = Role.exclude(['visitor'])
export type AccountRole = z.infer<typeof AccountRole>

/**
 * `invited`: nobody has chosen a password yet · `without-post`: a lead or worker who holds no such post today · `disabled`: by an
 * administrator. Only `active` accounts can do anything.
 */
export const AccountState = z.enum(['active', 'invited', 'without-post', 'disabled'])
export type AccountState = z.infer<typeof AccountState>

export const Account = z.object({
  id: z.int(),
  account: z.string(),
  name: Text,
  role: AccountRole,
  grid: z.string().nullable(),
  /** Code of the department it speaks for. */
  department: z.string().nullable(),
  /** The nets whose cases are its business; null: all. */
  nets: z.array(z.string()).nullable(),
  /** Whose posts are its own, and until which day the last of them is held; `until` null: no end is known. */
  person: z.object({ id: z.int(), name: z.string(), until: z.string().nullable() }).nullable(),
  state: AccountState,
  /** A published account of the demo city: it cannot be changed. */
  demo: z.boolean(),
  secondFactor: z.boolean(),
  /** Who it is at the city's identity server. */
  subject: z.string().nullable(),
  openSessions: z.int(),
  invitedUntil: z.string().nullable(),
})
export type Account = z.infer<typeof Account>

/** In the order of their names; `next` is the `after` of the next page. `departments`: what a department's account may speak for. */
export const Accounts = z.object({
  accounts: z.array(Account),
  next: z.string().nullable(),
  departments: z.array(z.object({ code: z.string(), name: Text })),
})
export type Accounts = z.infer<typeof Accounts>

export const AccountsQuery = z.strictObject({
  /** A part of the account's or the person's name. */
  q: plainText(z.string().max(60)).optional(),
  role: AccountRole.optional(),
  after: plainText(z.string().max(80)).optional(),
  limit: queryNumber(z.number().int().min(1).max(200)).default(50),
})
export type AccountsQuery = z.infer<typeof AccountsQuery>

const place = {
  name: plainText(z.string().trim().min(1).max(60)),
  role: AccountRole,
  /** Top of what it sees; a lead or worker needs the grid of the post. */
  grid: GridCode.nullable().default(null),
  /** Who holds the post, where several do. */
  person: Int4.min(1).nullable().default(null),
  department: plainText(z.string().min(1).max(60)).nullable().default(null),
  nets: z
    .array(plainText(z.string().min(1).max(40)))
    .min(1)
    .max(20)
    .nullable()
    .default(null),
  subject: plainText(z.string().trim().min(1).max(255)).nullable().default(null),
}

export const NewAccount = z.strictObject({ account: NewAccountName, ...place })
export type NewAccount = z.infer<typeof NewAccount>

/** The account as it is to be. */
export const AccountChange = z.strictObject({ ...place, disabled: z.boolean() })
export type AccountChange = z.infer<typeof AccountChange>

/** Told once; good until the first use. The page's address with `#invitation=` and the code is the link. */
export const Invitation = z.object({ account: z.string(), code: z.string(), expiresAt: z.string() })
export type Invitation = z.infer<typeof Invitation>

export const InvitationAnswer = z.strictObject({
  code: plainText(z.string().min(1).max(80)),
  password: plainText(z.string().min(1).max(1024)),
})
export type InvitationAnswer = z.infer<typeof InvitationAnswer>

/** Sign in with it next. */
export const Invited = z.object({ account: z.string() })
