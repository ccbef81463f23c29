import type { ReactNode } from 'react'
import { preferredLocale, Speaking } from '../i18n/locale.tsx'
import { useView } from '../view.ts'

/** The console speaks the address's language, else the browser's. */
export function Language({ children }: { children: ReactNode }) {
  const locale = useView(view => view.lang) ?? preferredLocale()
  return <Speaking locale={locale}>{children}</Speaking>
}
