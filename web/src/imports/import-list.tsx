import { useQuery, useQueryClient } from '@tanstack/react-query'
import { FileUp } from 'lucide-react'
import { useState } from 'react'
import { DropZone, FileTrigger } from 'react-aria-components'
import { upload } from '../evidence/upload.ts'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNotice, ErrorState, Skeleton } from '../ui/states.tsx'
import { setView } from '../view.ts'
import { Imported, importPath, importsQuery } from './imports.api.ts'

/** Where a file comes in, and those that came before. */
export function ImportList() {
  const t = useMessages('imports')
  const queries = useQueryClient()
  const [sent, setSent] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  const { data, error: failed, refetch } = useQuery(importsQuery)
  const send = async (file: File | undefined) => {
    if (file === undefined) return
    setError(null)
    setSent(0)
    try {
      const form = new FormData()
      form.append('file', file)
      const begun = await upload(importPath, Imported, form, {}, setSent)
      await queries.invalidateQueries(importsQuery)
      setView({ import: begun.id })
    } catch (cause) {
      setError(cause)
    } finally {
      setSent(null)
    }
  }
  return (
    <div className="imports-start">
      <DropZone
        className="imports-drop"
        aria-label={t.drop}
        onDrop={async ({ items }) => {
          const [item] = items
          if (item?.kind === 'file') await send(await item.getFile())
        }}
      >
        <FileUp size={28} strokeWidth={1.5} aria-hidden />
        <p className="state-title">{t.drop}</p>
        <p className="state-hint">{t.formats}</p>
        {sent === null ? (
          <FileTrigger onSelect={files => void send(files?.[0])}>
            <Button look="primary">{t.choose}</Button>
          </FileTrigger>
        ) : (
          <p role="status">
            <progress value={sent} max={1} aria-label={t.title} /> {t.sending(Math.round(sent * 100))}
          </p>
        )}
        {error !== null && <ErrorNotice error={error} />}
      </DropZone>
      <section className="imports-earlier" aria-label={t.earlier}>
        <h3 className="section-title">{t.earlier}</h3>
        {data === undefined ? (
          failed === null ? (
            <Skeleton />
          ) : (
            <ErrorState error={failed} onRetry={() => void refetch()} />
          )
        ) : data.imports.length === 0 ? (
          <p className="quiet">{t.none}</p>
        ) : (
          <ul>
            {data.imports.slice(0, 20).map(({ id, file, state, author }) => (
              <li key={id}>
                <button type="button" className="link" onClick={() => setView({ import: id })}>
                  {file}
                </button>{' '}
                <span className="quiet">
                  {t.states[state]} · {author}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  )
}
