import type { Text } from '@jingwei/api/wire.ts'
import { createContext, type ReactNode, use, useEffect } from 'react'
import { I18nProvider } from 'react-aria-components'

export const locales = ['zh', 'en'] as const
export type Locale = (typeof locales)[number]

/** BCP 47 tags for `lang` attributes, Intl and the component library. */
export const languageTags: Record<Locale, string> = { zh: 'zh-CN', en: 'en-GB' }

const LocaleContext = createContext<Locale>('zh')

/** Below it everything speaks one language: our messages, dates, and what the component library reads aloud. */
export function Speaking({ locale, children }: { locale: Locale; children: ReactNode }) {
  useEffect(() => {
    document.documentElement.lang = languageTags[locale]
  }, [locale])
  return (
    <LocaleContext value={locale}>
      <I18nProvider locale={languageTags[locale]}>{children}</I18nProvider>
    </LocaleContext>
  )
}

export function useLocale(): Locale {
  return use(LocaleContext)
}

/** The reader's language when the address names none: English only where the browser asks for it before Chinese. */
export function preferredLocale(languages: readonly string[] = navigator.languages): Locale {
  for (const tag of languages) {
    if (tag.startsWith('zh')) return 'zh'
    if (tag.startsWith('en')) return 'en'
  }
  return 'zh'
}

/** A name in the reader's language; Chinese where the source has no other. */
export function say(text: Text, locale: Locale): string {
  return locale === 'zh' ? text.zh : (text.en ?? text.zh)
}

/** The same name in the other language, when there is one and it differs. */
export function sayBeside(text: Text, locale: Locale): string | undefined {
  const other = locale === 'zh' ? text.en : text.zh
  return other === undefined || other === say(text, locale) ? undefined : other
}
