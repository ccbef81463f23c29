export const zh = {
  live: '实时',
  stale: (since: string) => `等待更新 · ${since}的画面`,
  lost: (since: string) => `连接中断 · ${since}的画面`,
  connecting: '正在连接',
  hint: '案件动态随时更新到列表、地图和热力图',
}
