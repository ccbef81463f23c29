import { Camera } from 'lucide-react'
import { FileTrigger } from 'react-aria-components'
import { Button } from '../ui/button.tsx'
import { photoTypes } from './evidence.api.ts'

/** A button that opens the device's way to choose photos, the camera among them. */
export function PhotoPicker({ label, onPick }: { label: string; onPick: (files: readonly File[]) => void }) {
  return (
    <FileTrigger
      acceptedFileTypes={photoTypes.split(',')}
      allowsMultiple
      onSelect={files => files !== null && onPick([...files])}
    >
      <Button icon={Camera}>{label}</Button>
    </FileTrigger>
  )
}
