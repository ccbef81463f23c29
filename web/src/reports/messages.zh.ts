import type { IncidentStatus } from '@jingwei/api/incidents/contract.ts'

/** The official steps in plain words, for somebody who has never heard of a case file. */
const statuses: Record<IncidentStatus, string> = {
  reported: '已收到您的上报',
  filed: '已立案',
  dispatched: '已安排人员处理',
  handling: '正在处理',
  feedback: '已处理，等待核查',
  closed: '已核查，办结',
  evaluated: '已办结',
  suspended: '暂缓处理，条件具备后继续',
  void: '不予受理',
}

export const zh = {
  title: '上报进展',
  statuses,
  kinds: { comment: '您留了言', photo: '您补充了照片', rating: '您作了评价' },
  number: '编号',
  reportedOn: '上报时间',
  joined: '与同一问题的其他上报一并处理。',
  course: '办理过程',
  photos: '照片',
  alt: (own: boolean, n: number) => (own ? `您拍的照片第 ${n} 张` : `处理后的照片第 ${n} 张`),
  add: '补充',
  comment: '想对办理人员说的话',
  commentHint: '只有办理人员能看到。',
  send: '发送',
  sent: '已发送，谢谢。',
  addPhoto: '补充照片',
  rate: '您对办理结果满意吗？',
  satisfied: '满意',
  dissatisfied: '不满意',
  rated: (satisfied: boolean) => `您的评价：${satisfied ? '满意' : '不满意'}`,
  gone: '没有找到这件上报',
  goneHint: '链接可能不完整。请从收到它的地方重新复制整个链接。',
  secret: '知道此链接的人都能看到这一页。请勿转发给无关的人。',
  // in the console, after a report was sent
  link: '查询链接',
  linkHint: '凭此链接可随时查看进展、补充情况和评价，不显示个人信息。请现在保存，以后不再显示。',
  copy: '复制链接',
  copied: '已复制',
  open: '打开',
}
