import { useState } from 'react'
import { Failure } from '../api.ts'
import { newKey } from '../incidents/report-draft.ts'
import {
  type AddedPhoto,
  mostPhotoBytes,
  type PhotoKind,
  type PhotoToSend,
  sendPhoto,
} from './evidence.api.ts'

/** A photo that was chosen, and how far it is. Nothing chosen goes away by itself. */
export interface Upload extends PhotoToSend {
  readonly state: 'chosen' | 'sending' | 'failed'
  /** 0…1 */
  readonly share: number
  readonly error: Failure | null
}

export type PhotoUpload = ReturnType<typeof usePhotoUpload>

/** Photos on their way, one after the other; those that failed stay until they are sent again or left out. */
export function usePhotoUpload(onAdded: (photo: AddedPhoto) => void) {
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const change = (key: string, patch: Partial<Upload>) =>
    setUploads(all => all.map(one => (one.key === key ? { ...one, ...patch } : one)))
  const dismiss = (key: string) => setUploads(all => all.filter(one => one.key !== key))

  const sendOne = async (to: string, one: Upload) => {
    change(one.key, { state: 'sending', share: 0, error: null })
    try {
      if (one.file.size > mostPhotoBytes) throw new Failure('body-too-large', { status: 413 })
      const added = await sendPhoto(to, one, share => change(one.key, { share }))
      dismiss(one.key)
      onAdded(added)
    } catch (error) {
      change(one.key, { state: 'failed', error: error instanceof Failure ? error : new Failure('offline') })
    }
  }
  const send = async (to: string, chosen: readonly Upload[]) => {
    for (const one of chosen) await sendOne(to, one)
  }
  const choose = (files: Iterable<File>, kind: PhotoKind): readonly Upload[] => {
    const chosen = Array.from(files, file => ({
      ...{ file, kind, key: newKey(), state: 'chosen' as const, share: 0, error: null },
    }))
    setUploads(all => [...all, ...chosen])
    return chosen
  }
  return { uploads, choose, send, dismiss }
}
