export const zh = {
  title: '网格地图。方向键移动，加减键缩放。网格树和案件表提供同样的内容。',
  cluster: (n: string) => `${n} 件未结案件，点击放大`,
  outside: '网格以外',
  onBorder: '位于边界',
  basemapFailed: '底图无法加载，已改用内置底图',
  pickHint: '在地图上点选上报位置',
}
