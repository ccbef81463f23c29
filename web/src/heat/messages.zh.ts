export const zh = {
  heat: '未结热力',
  unit: (side: string) => `件/格（格边长 ${side}）`,
  total: (n: string) => `共 ${n} 件`,
  nothing: '所选范围内没有案件',
  loading: '正在计算',
}
