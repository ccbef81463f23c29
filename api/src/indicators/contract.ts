import { z } from '@hono/zod-openapi'
import { At, GridCode, Instant, plainText, Text } from '../wire.ts'

/**
 * What the field counts (城管 statistics, eGova), each a condition on a case as it stands now. A period means the cases that were
 * reported in it, so every counter but `linked` is a part of `reported`, and a rate cannot exceed one.
 */
export const counters = [
  /** 上报（受理） */
  'reported',
  /** 公众举报: by nobody who works here; what the grid overlooked. */
  'reported-by-public',
  /** 有效上报: not void. */
  'valid',
  /** 立案 */
  'filed',
  /** 按时立案: filed within the limit of its class; without one nothing is late. */
  'filed-on-time',
  /** 待立案 */
  'awaiting-filing',
  /** 在办（积压）: somebody still has to do something. */
  'open',
  /** 不立案: void before it was filed. */
  'not-filed',
  /** 应派遣: filed, and not made void before somebody was told. */
  'due-to-dispatch',
  /** 派遣 */
  'dispatched',
  /** 按时派遣: told to somebody within the limit, counted from filing. */
  'dispatched-on-time',
  /** 准确派遣: it stayed with whom it was given to. */
  'rightly-dispatched',
  /** 错误派遣: handed on, or given back with the desk's approval. */
  'wrongly-dispatched',
  /** 应处置: handled, or its time is up. */
  'due-to-handle',
  /** 处置 */
  'handled',
  /** 按期处置: the clock had not run out; without a limit nothing is late. */
  'handled-on-time',
  /** 超期处置 */
  'handled-late',
  /** 超期未处置 */
  'overdue',
  /** 待核查 */
  'awaiting-check',
  /** 应核查: closed, or the time for the check is up. */
  'due-to-check',
  /** 按时核查: closed within the limit, counted from the feedback. */
  'checked-on-time',
  /** 应结案: filed, not void, and closed or its time is up. */
  'due-to-close',
  /** 结案 */
  'closed',
  /** 按期结案: closed, and handled on time; the time of the check is nobody's. */
  'closed-on-time',
  /** 缓办: due to close and not closed, with a granted extension or suspension. */
  'deferred',
  /** 返工: failed a check. */
  'reworked',
  /** 推诿: whoever had it wanted to give it back, and the desk refused. */
  'passed-back',
  /** 延时 */
  'extended',
  /** 挂账: now. */
  'suspended',
  /** 督办 */
  'supervised',
  /** 吹哨升级: a lead or an overrun clock took it up. */
  'escalated',
  /** 作废 */
  'void',
  /** 并案: further reports of a matter that their head stands for; no other counter counts them. */
  'linked',
] as const
export const Counter = z.enum(counters)
export type Counter = z.infer<typeof Counter>

/** A formula over counters; `value = Σ numerator / (Σ denominator − Σ minus)`. Data, since cities reckon differently. */
export const Indicator = z.object({
  key: z.string(),
  name: Text,
  numerator: z.array(Counter).min(1),
  denominator: z.array(Counter).min(1),
  minus: z.array(Counter),
})
export type Indicator = z.infer<typeof Indicator>

/** `GET /api/indicators`: of the cases of this grid and everything below it, reported from … to, as the list filters them. */
export const IndicatorQuery = z.strictObject({
  at: At,
  grid: GridCode.optional(),
  from: Instant.optional(),
  to: Instant.optional(),
  /** Comma-separated class codes. */
  class: plainText(z.string().min(1).max(400)).optional(),
  net: plainText(z.string().min(1).max(40)).optional(),
  /** One row for each: grids below, classes, nets, or calendar months of the report (oldest first). */
  by: z.enum(['grid', 'class', 'net', 'month']).optional(),
  /** Which grids, `by=grid`: of this level; without it those just below. */
  level: plainText(z.string().min(1).max(40)).optional(),
})
export type IndicatorQuery = z.infer<typeof IndicatorQuery>

const figures = {
  counts: z.record(Counter, z.number().int()),
  /** By indicator: a share, 1 = 100 %; null when nothing is in the denominator. */
  values: z.record(z.string(), z.number().nullable()),
}

export const Indicators = z.object({
  at: Instant,
  indicators: z.array(Indicator),
  ...figures,
  /**
   * Most reported first, months by time. `GET /api/incidents` with the filter asked for, the group's own, and `counter` gives exactly the cases of a
   * number. Cases outside every group (grids above, or none) are in the total alone.
   */
  groups: z.array(
    z.object({
      key: z.string(),
      name: Text,
      filter: z.object({
        grid: GridCode.optional(),
        class: z.string().optional(),
        net: z.string().optional(),
        from: Instant.optional(),
        to: Instant.optional(),
      }),
      ...figures,
    }),
  ),
})
export type Indicators = z.infer<typeof Indicators>
