import { expect, test } from 'vitest'
import { preferredLocale, say, sayBeside } from './locale.tsx'

test('English only where the browser asks for it before Chinese', () => {
  expect(preferredLocale(['en-GB', 'zh-CN'])).toBe('en')
  expect(preferredLocale(['zh-TW', 'en'])).toBe('zh')
  expect(preferredLocale(['fr', 'de'])).toBe('zh')
})

test('a name without English stays Chinese and has nothing beside it', () => {
  expect(say({ zh: '田东街道' }, 'en')).toBe('田东街道')
  expect(sayBeside({ zh: '田东街道' }, 'en')).toBeUndefined()
  expect(sayBeside({ zh: '田东街道' }, 'zh')).toBeUndefined()
  expect(sayBeside({ zh: '田东街道', en: 'Tiandong Street' }, 'zh')).toBe('Tiandong Street')
  expect(sayBeside({ zh: '田东街道', en: 'Tiandong Street' }, 'en')).toBe('田东街道')
})
