import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/states.tsx'

/** Something that is told this one time: to be read, selected, copied. */
export function SecretOnce({ label, hint, secret }: { label: string; hint: string; secret: string }) {
  const t = useMessages('access')
  const [isCopied, setCopied] = useState(false)
  // A page that came by plain http from another machine has no clipboard; the text can be selected there.
  const canCopy = navigator.clipboard !== undefined
  return (
    <Notice tone="success">
      <div className="secret">
        <strong>{label}</strong>
        <output className="secret-text code">{secret}</output>
        <p className="quiet">{hint}</p>
        {canCopy && (
          <Button
            icon={isCopied ? Check : Copy}
            onPress={() => navigator.clipboard.writeText(secret).then(() => setCopied(true))}
          >
            {isCopied ? t.copied : t.copy}
          </Button>
        )}
      </div>
    </Notice>
  )
}
