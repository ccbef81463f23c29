import type { RouteReason, RouteWarning } from '@jingwei/api/routing/contract.ts'

const reasons: Record<RouteReason, string> = {
  inside: '位于网格内',
  'on-border': '位于网格边界上',
  near: '位于网格外近处',
  outside: '不在任何网格内',
  'named-grid': '按指定网格派单',
}
const explanations: Record<RouteReason, string> = {
  inside: '按所在网格派单。',
  'on-border': '边界上的点归编码最小的网格。',
  near: '暂归最近的网格，并提示人工核对。',
  outside: '进入市级待分派队列，不会丢失。',
  'named-grid': '上报时指明了网格，没有具体地点。',
}
const warnings: Record<RouteWarning, string> = {
  'inside-if-gcj02': '若坐标其实是 GCJ-02(高德、腾讯)，则落在网格内。请核对坐标系。',
  'inside-if-bd09': '若坐标其实是 BD-09(百度)，则落在网格内。请核对坐标系。',
  'inside-if-wgs84': '若坐标其实是 WGS84(GPS)，则落在网格内。请核对坐标系。',
  'inside-if-swapped': '经纬度对调后落在网格内。是否填反了？',
}

export const zh = {
  route: '派单去向',
  routing: '正在计算派单去向',
  reasons,
  explanations,
  warnings,
  owner: '责任人',
  climbed: '本级岗位空缺，由上级代管',
  noOwner: '暂无责任人，由市级分派',
  center: '最近的服务中心',
  outsideBy: (distance: string) => `距网格 ${distance}`,
  announce: (grid: string, owner: string) => `将派给 ${grid}，责任人 ${owner}`,
  announceOutside: '不在任何网格内，将进入市级待分派队列',
  cityQueue: '市级待分派队列',
}
