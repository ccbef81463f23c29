import './link-card.css'
import { Copy } from 'lucide-react'
import { useState } from 'react'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'

/** The secret link, shown once after a report was sent. */
export function LinkCard({ token }: { token: string }) {
  const t = useMessages('reports')
  const [copied, setCopied] = useState(false)
  const url = `${location.origin}/r/${token}`
  return (
    <section className="link-card" aria-label={t.link}>
      <h4>{t.link}</h4>
      <p className="quiet">{t.linkHint}</p>
      <input
        className="input code"
        readOnly
        value={url}
        aria-label={t.link}
        onFocus={event => event.currentTarget.select()}
      />
      <div className="link-card-buttons">
        <Button icon={Copy} onPress={() => void copy(url).then(setCopied)}>
          {copied ? t.copied : t.copy}
        </Button>
        <a href={url} target="_blank" rel="noreferrer">
          {t.open}
        </a>
      </div>
    </section>
  )
}

/** The clipboard is there on secure origins only; elsewhere the field is there to copy from. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
