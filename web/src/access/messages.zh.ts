import type { Role } from '@jingwei/api/access/contract.ts'

const roles: Record<Role, string> = {
  administrator: '管理员',
  auditor: '审计员',
  commander: '指挥中心',
  lead: '网格长',
  worker: '网格员',
  department: '部门',
  analyst: '分析员',
  wall: '大屏',
  visitor: '访客',
}

export const zh = {
  account: '账号',
  accountMenu: '账号菜单',
  signIn: '登录',
  signOut: '退出登录',
  signedInAs: (name: string) => `已登录：${name}`,
  visitor: '访客',
  visitorHint: '未登录也可查看与上报。',
  password: '密码',
  signingIn: '正在登录',
  demoAccounts: '演示账号',
  demoHint: '仅演示城市提供。选一个即可填入。',
  scope: '范围',
  wholeCity: '全市',
  roles,
}
