import './evidence.css'
import { RotateCw, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useMessages } from '../i18n/messages.ts'
import { Button, IconButton } from '../ui/button.tsx'
import type { Upload } from './use-photo-upload.ts'

/** Photos that are not there yet: chosen, on their way, or refused, with the reason in words. */
export function UploadList({
  uploads,
  onRetry,
  onDismiss,
}: {
  uploads: readonly Upload[]
  /** Absent while there is nowhere to send them to. */
  onRetry?: (upload: Upload) => void
  onDismiss: (key: string) => void
}) {
  const t = useMessages('evidence')
  if (uploads.length === 0) return null
  return (
    <ul className="uploads" aria-live="polite">
      {uploads.map(one => (
        <li key={one.key} className="upload">
          <Preview file={one.file} />
          <span className="upload-said">
            {one.state === 'sending' && (
              <>
                <progress value={one.share} aria-label={t.photos} />
                <span className="quiet">{t.sending(Math.round(one.share * 100))}</span>
              </>
            )}
            {one.state === 'failed' && <UploadError upload={one} />}
            {one.state === 'chosen' && <span className="quiet">{t.kinds[one.kind]}</span>}
          </span>
          {one.state === 'failed' && onRetry !== undefined && (
            <Button icon={RotateCw} onPress={() => onRetry(one)}>
              {t.retry}
            </Button>
          )}
          {one.state !== 'sending' && (
            <IconButton icon={X} label={t.dismiss} onPress={() => onDismiss(one.key)} />
          )}
        </li>
      ))}
    </ul>
  )
}

function UploadError({ upload }: { upload: Upload }) {
  const t = useMessages('evidence')
  const problems = useMessages('problems')
  const code = upload.error?.code ?? 'offline'
  const sentence =
    code === 'body-too-large'
      ? t.tooLarge
      : code === 'unsupported-media-type'
        ? t.notAPicture
        : problems[code]
  return (
    <span className="upload-error" role="alert">
      {sentence}
    </span>
  )
}

/** The file itself, before anybody else has it. */
function Preview({ file }: { file: Blob }) {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(file)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return <img className="upload-preview" src={url} alt="" />
}
