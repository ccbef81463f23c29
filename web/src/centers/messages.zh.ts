export const zh = {
  center: '党群服务中心',
  serves: '服务网格',
  nets: '所属网',
  services: '服务事项',
  noServices: '未登记服务事项',
  hours: '开放时间',
  hoursUnknown: '未登记',
  place: '位置',
  fly: '在地图上定位',
  openNear: '服务网格内的未结案件',
  gone: '没有这个服务中心',
  goneHint: '可能已撤并。可在搜索中按名称查找。',
}
