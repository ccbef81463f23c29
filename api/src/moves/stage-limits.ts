import type { Limit } from '../calendar/working-time.ts'
import type { Ctx } from '../context.ts'
import type { Verb } from '../incidents/life-cycle.ts'
import { type CaseRow, selectLimits } from './queries.ts'
import type { MoveData } from './record-move.ts'
import { milestones, stageBegunBy } from './stages.ts'

type StageLimit = Limit & { readonly stage: string }

/** What the event of a step says of the stage that it begins: the limits of its class as they are now. */
export async function stageLimits(ctx: Ctx, { classCode, request }: CaseRow, verb: Verb): Promise<MoveData> {
  return stageBegunBy(verb, { request }) === null
    ? {}
    : limitsBegunBy(await selectLimits(ctx.sql, classCode), verb, { request })
}

/** The same, where the limits of the class are known. */
export function limitsBegunBy(
  limits: readonly StageLimit[],
  verb: Verb,
  before: Pick<CaseRow, 'request'>,
): Pick<MoveData, 'limit' | 'milestones'> {
  const begun = stageBegunBy(verb, before)
  const limit = limits.find(({ stage }) => stage === begun)
  const further = begun === 'handling' ? limits.filter(({ stage }) => isMilestone(stage)) : []
  return {
    ...(limit === undefined ? {} : { limit: { amount: limit.amount, unit: limit.unit } }),
    ...(further.length === 0
      ? {}
      : { milestones: further.map(({ stage, amount, unit }) => ({ stage, amount, unit })) }),
  }
}

function isMilestone(stage: string): boolean {
  return milestones.some(each => each === stage)
}
