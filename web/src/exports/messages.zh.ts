export const zh = {
  export: '导出',
  csv: 'CSV 文件',
  xlsx: 'Excel 工作簿',
  limit: (rows: string) => `每次最多导出 ${rows} 行`,
  tooMany: (rows: string, limit: string) => `共 ${rows} 行，超过 ${limit} 行，请先缩小筛选范围`,
}
