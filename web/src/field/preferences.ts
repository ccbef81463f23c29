import { useEffect, useState } from 'react'
import { type Locale, locales, preferredLocale } from '../i18n/locale.tsx'

const languageKey = 'jingwei.field.language'

/** The phone's language until its owner chooses the other one. */
export function useLanguage() {
  const [locale, setLocale] = useState<Locale>(() => {
    const kept = localStorage.getItem(languageKey)
    return locales.find(one => one === kept) ?? preferredLocale()
  })
  return {
    locale,
    other: () => {
      const next = locale === 'zh' ? 'en' : 'zh'
      localStorage.setItem(languageKey, next)
      setLocale(next)
    },
  }
}

/** Light in the sun, dark at night: as the phone is set. */
export function useSystemTheme(): void {
  useEffect(() => {
    const dark = window.matchMedia('(prefers-color-scheme: dark)')
    const set = () => {
      document.documentElement.dataset.theme = dark.matches ? 'night' : 'paper'
    }
    set()
    dark.addEventListener('change', set)
    return () => dark.removeEventListener('change', set)
  }, [])
}
