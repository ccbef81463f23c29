import './both.css'
import { languageTags, useLocale } from '../i18n/locale.tsx'

/** A label in the reader's language with the other one, quieter, beside it. */
export function Both({ main, beside }: { main: string; beside?: string | undefined }) {
  const other = languageTags[useLocale() === 'zh' ? 'en' : 'zh']
  return (
    <span className="both">
      <span>{main}</span>
      {beside !== undefined && beside !== main && (
        <span className="both-beside" lang={other}>
          {beside}
        </span>
      )}
    </span>
  )
}
