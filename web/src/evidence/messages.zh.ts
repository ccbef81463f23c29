import type { PhotoKind } from '@jingwei/api/evidence/contract.ts'

const kinds: Record<PhotoKind, string> = { before: '处置前', after: '处置后' }

export const zh = {
  photos: '照片',
  kinds,
  add: '添加照片',
  addTo: (kind: string) => `添加${kind}照片`,
  none: '还没有照片',
  alt: (kind: string, n: number) => `${kind}照片第 ${n} 张`,
  by: (name: string) => `${name} 添加`,
  byReporter: '上报人添加',
  sending: (percent: number) => `正在上传 ${percent}%`,
  retry: '重新上传',
  dismiss: '不传了',
  tooLarge: '照片超过 12 MB，请换一张小一些的。',
  notAPicture: '这不是 JPEG、PNG 或 WebP 照片。',
  place: (distance: string) => `照片拍摄地点距案件位置约 ${distance}`,
  lookThere: '看看那里',
  previous: '上一张',
  next: '下一张',
  remove: '删除这张照片',
  removeReason: '删除原因',
  removeHint: '照片会被永久删除，原因记入案件日志。',
  removeNow: '确认删除',
  keep: '保留',
}
