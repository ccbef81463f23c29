export const zh = {
  heat: '未结热力',
  unit: (side: string) => `件/格（格边长 ${side}）`,
  hexagonUnit: (edge: string) => `件/六边形（边长 ${edge}）`,
  here: (n: string) => `此六边形内 ${n} 件`,
  look: '热力画法',
  looks: { smooth: '平滑', hexagon: '蜂窝' },
  noHexagons: '蜂窝画不出来，先显示平滑热力。重新载入页面可再试。',
  total: (n: string) => `共 ${n} 件`,
  nothing: '所选范围内没有案件',
  loading: '正在计算',
}
