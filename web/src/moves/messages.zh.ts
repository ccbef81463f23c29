import type { Assignee, Clock, MoveVerb, RequestKind } from '@jingwei/api/moves/contract.ts'

/** What a button does. */
const verbs: Record<MoveVerb, string> = {
  file: '立案',
  dispatch: '派遣',
  take: '接单',
  finish: '办结反馈',
  close: '核查结案',
  evaluate: '评价',
  rework: '返工',
  reassign: '改派',
  request: '申请',
  approve: '批准',
  refuse: '驳回',
  resume: '恢复办理',
  void: '作废',
  reopen: '重开',
  supervise: '督办',
  escalate: '吹哨上报',
  comment: '备注',
  link: '并案',
  unlink: '取消并案',
}
const requests: Record<RequestKind, string> = {
  extension: '延时',
  return: '回退',
  suspension: '挂账',
  void: '作废',
}
const assigneeKinds: Record<Assignee['kind'], string> = {
  post: '岗位',
  center: '党群服务中心',
  department: '部门',
}
const units: Record<Clock['limit']['unit'], (amount: string) => string> = {
  'working-hours': amount => `${amount} 工作时`,
  'working-days': amount => `${amount} 工作日`,
  'urgent-hours': amount => `${amount} 小时（紧急）`,
}

export const zh = {
  verbs,
  requests,
  assigneeKinds,
  units,
  moves: '办理',
  withKey: (verb: string, key: string) => `${verb}（按 ${key}）`,

  // form
  assignee: '承办',
  findAssignee: '查找岗位、中心或部门',
  nobody: '没有可派的岗位、中心或部门',
  load: (open: string) => `在办 ${open} 件`,
  kind: '申请事项',
  amount: '延长多少',
  amountHint: (unit: string) => `单位与时限相同：${unit}`,
  score: '评分',
  points: (score: number) => `${score} 分`,
  note: '说明',
  reason: '理由',
  record: '记录内容',
  optional: '选填',
  count: (used: number, most: number) => `${used}/${most}`,
  missing: { assignee: '请选择承办', amount: '请填写大于 0 的数', note: '请填写此项' },
  cancel: '取消',
  sending: '正在提交',
  done: (verb: string, status: string) => `${verb}已完成，当前环节：${status}`,

  // somebody else was faster
  somebody: '他人',
  system: '系统',
  movedOn: (who: string, verb: string) => `${who}已操作：${verb}`,
  stillOpen: '所填内容已保留，核对后可继续。',
  noLongerOpen: (verb: string) => `此后不能再${verb}。所填内容已保留，可复制后取消。`,
  goOn: '已核对，继续',
  openInstead: (moves: string) => `现在可以：${moves}`,
  nothingOpen: '现在没有可办的操作。',
  comma: '、',

  // state of the case
  clock: '时限',
  dueIn: (amount: string) => `还剩 ${amount}`,
  overdueBy: (amount: string) => `超时 ${amount}`,
  inTime: (amount: string) => `按时办结，用时 ${amount}`,
  late: (amount: string) => `超时办结，用时 ${amount}`,
  paused: '计时暂停',
  limit: (amount: string) => `时限 ${amount}`,
  due: '应办结',
  waits: (what: string) => `申请${what}，等待指挥中心批复`,
  waitsOf: (who: string, what: string) => `${who}申请${what}，等待指挥中心批复`,
  unassigned: '尚未派遣',
  escalatedTo: '已吹哨至',
}
