import type { City } from '../city/contract.ts'
import type { Atlas, AtlasGrid } from '../grids/atlas.ts'
import type { IncidentStatus, IncidentSummary } from '../incidents/contract.ts'
import type { Light } from '../moves/contract.ts'
import type { RouteReason } from '../routing/contract.ts'
import { localTime } from './local-time.ts'
import type { Cell } from './table.ts'

export interface Column {
  readonly header: string
  readonly width: number
  readonly cell: (incident: IncidentSummary) => Cell
}

/** What a row of an export tells: what the list tells, in words. Nothing personal: no reporter, no names of who handles it. */
export function columnsFor(city: City, atlas: Atlas): Column[] {
  const classes = new Map(city.classes.map(each => [each.code, each]))
  const nets = new Map(city.nets.map(net => [net.key, net.name.zh]))
  const time = (instant: string | null) => (instant === null ? null : localTime(instant, city.timeZone))
  const zone = `（${city.timeZone}）`
  const column = (header: string, width: number, cell: Column['cell']): Column => ({ header, width, cell })
  return [
    column('案件编号', 20, incident => incident.number),
    column('状态', 10, incident => statuses[incident.status]),
    column('事件/部件', 10, ({ classCode }) => kinds[classes.get(classCode)?.kind ?? 'event']),
    column('大类', 14, ({ classCode }) => classes.get(classCode)?.major.name.zh ?? null),
    column('类别', 18, ({ classCode }) => classes.get(classCode)?.name.zh ?? null),
    column('类别编码', 10, incident => incident.classCode),
    column('功能网', 14, incident => nets.get(incident.net) ?? incident.net),
    column('标题', 40, incident => incident.title || null),
    ...city.levels.map(level =>
      column(level.name.zh, 18, ({ grid }) => ancestor(atlas, grid?.code, level.key)?.name.zh ?? null),
    ),
    column('所属网格编码', 20, incident => incident.grid?.code ?? null),
    column('派单依据', 14, incident => reasons[incident.reason]),
    column('经度（CGCS2000）', 14, incident => degrees(incident.lon)),
    column('纬度（CGCS2000）', 14, incident => degrees(incident.lat)),
    column(`上报时间${zone}`, 27, incident => time(incident.reportedAt)),
    column(`更新时间${zone}`, 27, incident => time(incident.updatedAt)),
    column(`处理期限${zone}`, 27, incident => time(incident.dueAt)),
    column('时限', 8, incident => (incident.light === null ? null : lights[incident.light])),
    column(`结案时间${zone}`, 27, incident => time(incident.closedAt)),
    column('合成数据', 10, incident => (incident.synthetic ? '是' : '否')),
  ]
}

const kinds = { event: '事件', component: '部件' } as const

const statuses: Record<IncidentStatus, string> = {
  reported: '信息收集',
  filed: '案卷建立',
  dispatched: '任务派遣',
  handling: '任务处理',
  feedback: '处理反馈',
  closed: '核查结案',
  evaluated: '综合评价',
  suspended: '挂账',
  void: '作废',
}

const lights: Record<Light, string> = { green: '正常', amber: '临期', red: '超期' }

const reasons: Record<RouteReason, string> = {
  inside: '网格内',
  'on-border': '网格边界上',
  near: '网格附近',
  outside: '网格外',
  'named-grid': '指定网格',
}

/** The grid of a level that a grid lies in, itself included. */
function ancestor(atlas: Atlas, code: string | undefined, level: string): AtlasGrid | undefined {
  let grid = code === undefined ? undefined : atlas.tree.get(code)
  while (grid !== undefined && grid.level !== level)
    grid = grid.parent === null ? undefined : atlas.tree.get(grid.parent)
  return grid
}

/** Seven decimals are a centimetre. */
function degrees(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1e7) / 1e7
}
