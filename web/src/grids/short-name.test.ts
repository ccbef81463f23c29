import { expect, test } from 'vitest'
import { shortName } from './short-name.ts'

test.each([
  ['祁圩社区第04网格', '祁圩社区', '第04网格'],
  ['上窑第2拓展区域第03网格', '上窑第2拓展区域', '第03网格'],
  ['田东街道第2片区', '田东街道', '第2片区'],
  ['淮河社区', '田东街道第2片区', '淮河社区'],
  ['淮河社区', '淮河街道', '淮河社区'],
  ['Qixu Community Grid 04', 'Qixu Community', 'Grid 04'],
  ['大通街道', undefined, '大通街道'],
  ['大通街道', '大通街道', '大通街道'],
])('%s inside %s is %s', (name, parent, short) => {
  expect(shortName(name, parent)).toBe(short)
})
