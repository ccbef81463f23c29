import type { SearchHit } from '@jingwei/api/search/contract.ts'

const kinds: Record<SearchHit['kind'], string> = {
  grid: '网格',
  center: '服务中心',
  post: '责任人',
  incident: '案件',
  class: '案件类别',
}

export const zh = {
  search: '搜索与命令',
  placeholder: '网格、中心、责任人、案件、命令；可用拼音首字母',
  kinds,
  commands: '命令',
  recent: '最近',
  none: (q: string) => `没有找到“${q}”`,
  noneHint: '换一个词，或用编码、拼音首字母。',
  hint: '↑↓ 移动 · 回车打开 · Esc 关闭',
  report: '上报案件',
  tree: '打开网格树',
  table: '打开案件列表',
  indicators: '打开考核指标',
  home: '回到全市',
  about: '关于与数据来源',
  clearFilters: '清除案件筛选',
  showLayer: (layer: string) => `显示图层：${layer}`,
  hideLayer: (layer: string) => `隐藏图层：${layer}`,
  layers: {
    districts: '区县',
    grids: '网格边界',
    names: '名称',
    centers: '服务中心',
    incidents: '未结案件',
    heat: '案件热力',
  },
  net: (name: string) => `只看${name}`,
  allNets: '看全部功能网',
  theme: (name: string) => `主题：${name}`,
  themes: { paper: '浅色', night: '深色', wall: '大屏' },
  /** Names the other language in its own words. */
  otherLanguage: 'Switch to English',
}
