import { describe, expect, test } from 'vitest'
import {
  formatAmount,
  formatArea,
  formatCount,
  formatDistance,
  formatInstant,
  formatPoint,
  formatRelative,
} from './format.ts'

describe('format', () => {
  test('counts are grouped', () => {
    expect(formatCount(1976, 'zh')).toBe('1,976')
    expect(formatCount(0, 'en')).toBe('0')
  })

  test('amounts of time have one decimal at most', () => {
    expect(formatAmount(2.449, 'zh')).toBe('2.4')
    expect(formatAmount(8, 'en')).toBe('8')
  })

  test.each([
    [0.4, '0 m'],
    [399.74, '400 m'],
    [999.4, '999 m'],
    [1000, '1.0 km'],
    [12_345, '12.3 km'],
    [123_456, '123 km'],
  ])('%d metres are %s', (meters, text) => {
    expect(formatDistance(meters, 'zh')).toBe(text)
  })

  test.each([
    [424, '424 m²'],
    [67_800, '6.78 ha'],
    [999_000, '99.9 ha'],
    [3_912_345, '3.91 km²'],
    [117_980_472, '118 km²'],
  ])('%d square metres are %s', (area, text) => {
    expect(formatArea(area, 'en')).toBe(text)
  })

  test('a point has six decimals', () => {
    expect(formatPoint(117, 32.6300004)).toBe('117.000000, 32.630000')
  })

  test('an instant is told in the city’s zone, whatever its own offset', () => {
    expect(formatInstant('2026-03-01T23:30:00Z', 'Asia/Shanghai')).toBe('2026-03-02 07:30')
    expect(formatInstant('2026-03-02T00:00:00+08:00', 'Asia/Shanghai')).toBe('2026-03-02 00:00')
  })

  test('a relative time takes the largest whole unit', () => {
    const now = new Date('2026-03-02T12:00:00Z')
    expect(formatRelative('2026-03-02T09:01:00Z', now, 'en')).toBe('2 hours ago')
    expect(formatRelative('2026-03-01T11:00:00Z', now, 'en')).toBe('yesterday')
    expect(formatRelative('2026-03-02T12:00:30Z', now, 'zh')).toBe('现在')
    expect(formatRelative('2026-03-02T11:57:00Z', now, 'zh')).toBe('3分钟前')
  })
})
