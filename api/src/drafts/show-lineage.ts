import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'
import type { Lineage } from './contract.ts'
import { type FlowRow, selectFlows, selectGridByCode, selectRecords } from './lineage.queries.ts'

/** Below this share of the smaller one two outlines only differ in how a border was drawn. */
const leastShare = 1e-6

/**
 * 沿革 of the grid that bears a code, or bore it last: what it was called and where it belonged, and in each version that changed it, from
 * whom its area came and to whom it went. Throws `unknown-grid`.
 */
export async function showLineage(ctx: Ctx, code: string): Promise<Lineage> {
  const grid = await selectGridByCode(ctx.sql, code)
  if (grid === undefined) throw new Problem('unknown-grid', { field: 'code' })
  const records = await selectRecords(ctx.sql, grid)
  const flows = await selectFlows(ctx.sql, [grid])
  const versions = [...new Set(flows.map(({ version }) => version))]
  return {
    code,
    records: records.map(({ fromVersion, toVersion, ...record }) => ({
      ...record,
      from: fromVersion,
      until: toVersion,
    })),
    changes: versions.map(version => {
      const own = flows.filter(flow => flow.version === version)
      return {
        version,
        from: parties(
          own.filter(flow => flow.new.id === grid),
          'old',
        ),
        to: parties(
          own.filter(flow => flow.old.id === grid),
          'new',
        ),
      }
    }),
  }
}

function parties(flows: readonly FlowRow[], side: 'old' | 'new') {
  const whole = flows.reduce((sum, { squareMeters }) => sum + squareMeters, 0)
  return flows
    .map(flow => ({
      code: flow[side].code,
      name: flow[side].name,
      squareMeters: Math.round(flow.squareMeters * 100) / 100,
      share: whole === 0 ? 0 : Math.round((flow.squareMeters / whole) * 1e6) / 1e6,
    }))
    .filter(({ share }) => share >= leastShare)
}
