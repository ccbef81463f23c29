import { Camera, Images } from 'lucide-react'
import { type ChangeEvent, useId, useState } from 'react'
import { useMessages } from '../i18n/messages.ts'
import { shrinkPhoto } from './shrink-photo.ts'

/** A photo from the camera, or from the album where one was taken before. Given as it will be sent. */
export function PhotoInput({ label, onPhoto }: { label: string; onPhoto: (photo: Blob) => void }) {
  const t = useMessages('field')
  const [isBusy, setBusy] = useState(false)
  const take = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const files = [...(target.files ?? [])]
    // the same file may be chosen again
    target.value = ''
    setBusy(true)
    try {
      for (const file of files) onPhoto(await shrinkPhoto(file))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="photo-input" aria-busy={isBusy}>
      <FileButton label={label} words={t.camera} icon={Camera} camera onChange={take} />
      <FileButton label={`${label} · ${t.album}`} words={t.album} icon={Images} onChange={take} />
    </div>
  )
}

interface FileButtonProps {
  label: string
  words: string
  icon: typeof Camera
  camera?: boolean
  onChange: (event: ChangeEvent<HTMLInputElement>) => void
}

function FileButton({ label, words, icon: Icon, camera = false, onChange }: FileButtonProps) {
  const id = useId()
  return (
    <label className="button button-plain photo-button" htmlFor={id}>
      <Icon size={20} strokeWidth={1.75} aria-hidden />
      <span aria-hidden>{words}</span>
      <input
        id={id}
        className="spoken"
        type="file"
        aria-label={label}
        accept="image/*"
        {...(camera ? { capture: 'environment' as const } : { multiple: true })}
        onChange={onChange}
      />
    </label>
  )
}
