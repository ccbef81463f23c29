import type { zh } from './messages.zh.ts'

export const en: typeof zh = {
  export: 'Export',
  csv: 'CSV file',
  xlsx: 'Excel workbook',
  limit: (rows: string) => `At most ${rows} rows a file`,
  tooMany: (rows: string, limit: string) => `${rows} rows are more than ${limit}: narrow the filter first`,
}
