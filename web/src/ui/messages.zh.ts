export const zh = {
  close: '关闭',
  retry: '重试',
  clear: '清除',
  loading: '正在加载',
  none: '无',
  synthetic: '合成数据',
  syntheticHint: '此项为演示生成，不是真实数据',
  requestNumber: (id: string) => `请求编号 ${id}`,
  optional: '选填',
}
