import type { Calendar } from '@jingwei/api/calendar/contract.ts'

const holidayKinds: Record<Calendar['holidays'], string> = {
  'mainland-china': '国务院公布的节假日和调休',
  none: '周一至周五，无法定节假日',
}

export const zh = {
  calendar: '工作日历',
  about: (zone: string) =>
    `案件时限按此计算，时间为 ${zone}。改动后，所有在办案件的时限立即重算并写入审计日志。`,
  holidays: '节假日',
  holidayKinds,
  seasons: '作息',
  seasonsHint: '自某月某日起，每个工作日的时段；下一条开始前一直有效。',
  seasonFrom: '自（月-日）',
  hours: '时段',
  hoursOfSeason: '同当季作息',
  addSeason: '添加作息',
  overrides: '特别的日子',
  overridesHint: '与节假日安排不同的单日：临时放假、临时加班。',
  day: '日期',
  work: '上班',
  off: '放假',
  note: '说明',
  addDay: '添加日子',
  ladder: '超期升级',
  ladderHint: '用时达到时限的几倍时各上升一级，从小到大；1 即到期时。',
  remove: (what: string) => `移除 ${what}`,
  wrong: {
    seasons: '作息至少一条；日期如 07-01，时段如 08:30-12:00, 14:00-17:30，不得重叠。',
    overrides: '每个日子要有日期且不得重复；时段如 08:30-12:00。',
    ladder: '请填 1 至 20 之间由小到大的数，如 1, 1.5。',
  },
  save: '保存并重算时限',
  saving: '正在重算',
  changed: (all: string, moved: string) => `已保存。重算 ${all} 件在办案件，其中 ${moved} 件到期时间有变。`,
  preview: '预览影响',
  previewing: '正在计算',
  movesNothing: (running: string) => `在办案件 ${running} 件，到期时间都不变。`,
  moves: (running: string, moved: string, earlier: string, later: string) =>
    `在办案件 ${running} 件，其中 ${moved} 件到期时间会变：提前 ${earlier} 件，推后 ${later} 件。`,
  overdueAtOnce: (n: string) => `${n} 件会立即超期。`,
  overdueNoMore: (n: string) => `${n} 件不再超期。`,
  someOfThem: '其中最近到期的',
  case: '案件',
  stage: '环节',
  dueNow: '现到期',
  dueThen: '改后到期',
  readAgain: '放弃我的改动，重新读取',
  readOnly: '只有管理员可以修改。',
}
