export const zh = {
  maybeSame: '可能是同一件事',
  maybeSameHint: '附近有未结的同类案件。如是同一件事，可一并上报：内容照样保存，随该案一起办结。',
  same: '是同一件事',
  sameAs: (title: string) => `与“${title}”是同一件事`,
  joinsOnReport: (number: string) => `提交后并入 ${number}`,
  notSame: '不是同一件事',
  away: (distance: string) => `相距 ${distance}`,
  minutesApart: (n: string) => `相隔 ${n} 分钟`,
  hoursApart: (n: string) => `相隔 ${n} 小时`,
  daysApart: (n: string) => `相隔 ${n} 天`,
  alike: (percent: string) => `文字相似 ${percent}%`,
  reports: (n: string) => `${n} 人次上报`,

  // case page
  group: '并案',
  head: '已并入主案',
  headHint: '本案暂停计时，随主案结案；取消并案即恢复。',
  linked: (n: string) => `并入本案的上报（${n}）`,
  joinHere: '并入本案',
  joinThere: '并入该案',
  byNumber: '按案件号并入',
  number: '主案的案件号',
  noNumber: '案件号形如 20260301-050001。',
  separate: '取消并案',
  separateOne: (number: string) => `取消 ${number} 的并案`,
  open: (number: string) => `查看 ${number}`,

  // lists and receipt
  count: (n: string) => `${n} 件上报`,
  joined: '已并入',
  joinedTo: (number: string) => `已并入案件 ${number}，办结时一并办结`,
}
