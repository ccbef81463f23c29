import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Columns2, Download, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { sessionQuery } from '../access/access.api.ts'
import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ChoiceField, Field } from '../ui/field.tsx'
import { ErrorNotice, ErrorState, Skeleton } from '../ui/states.tsx'
import { editDraft } from '../view.ts'
import { DifferenceList } from './difference-list.tsx'
import { stopComparing, useCompare } from './use-compare.ts'
import { exportUrl, formats, restoreVersion, type Version, versionDifferenceQuery } from './versions.api.ts'

/** Who may bring an earlier version back; the server judges again. */
const restorers: ReadonlySet<string> = new Set(['administrator', 'commander'])

interface Props {
  version: Version
  isNewest: boolean
  /** Whether before and after stand side by side on the map. */
  isCompared: boolean
}

/** What a version changed, as a file, and back again. */
export function OneVersion({ version: { version, base }, isNewest, isCompared }: Props) {
  const t = useMessages('versions')
  const { data: session } = useQuery(sessionQuery)
  const compare = useCompare()
  const [isRestoring, setRestoring] = useState(false)
  const mayRestore = session !== undefined && restorers.has(session.role) && !isNewest
  return (
    <div className="version-open">
      {base !== null && (
        <>
          <Changes version={version} />
          <Button
            icon={Columns2}
            aria-pressed={isCompared}
            onPress={() => (isCompared ? stopComparing() : void compare({ kind: 'version', id: version }))}
          >
            {isCompared ? t.stopComparing : t.compare}
          </Button>
          {isCompared && <p className="quiet">{t.dividerHint}</p>}
        </>
      )}
      <Downloads version={version} />
      {mayRestore && (
        <Button icon={RotateCcw} onPress={() => setRestoring(true)}>
          {t.restore}
        </Button>
      )}
      <Restore version={version} isOpen={isRestoring} onClose={() => setRestoring(false)} />
    </div>
  )
}

function Changes({ version }: { version: number }) {
  const { data, error, refetch } = useQuery(versionDifferenceQuery(version))
  if (data !== undefined) return <DifferenceList difference={data} />
  return error === null ? <Skeleton rows={3} /> : <ErrorState error={error} onRetry={() => void refetch()} />
}

function Downloads({ version }: { version: number }) {
  const t = useMessages('versions')
  const words = useCityWords()
  const [level, setLevel] = useState('')
  const levels = words.city?.levels ?? []
  return (
    <fieldset className="downloads">
      <legend>{t.download}</legend>
      <ChoiceField
        label={t.level}
        quiet
        choices={[
          { id: '', label: t.allLevels },
          ...levels.map(({ key }) => ({ id: key, label: words.level(key) })),
        ]}
        value={level}
        onChange={setLevel}
      />
      <div className="wrap">
        {formats.map(format => (
          <a key={format} className="button button-plain" href={exportUrl(version, format, level)} download>
            <Download size={16} strokeWidth={1.75} aria-hidden /> {t.formats[format]}
          </a>
        ))}
      </div>
    </fieldset>
  )
}

function Restore({ version, isOpen, onClose }: { version: number; isOpen: boolean; onClose: () => void }) {
  const t = useMessages('versions')
  const queries = useQueryClient()
  const [title, setTitle] = useState(t.restoreTitle(`${version}`))
  const restore = useMutation({
    mutationFn: restoreVersion,
    onSuccess: draft => {
      void queries.invalidateQueries({ queryKey: ['drafts', 'list'] })
      onClose()
      editDraft(draft.id)
    },
  })
  return (
    <Dialog title={t.restoreTitle(`${version}`)} isOpen={isOpen} onClose={onClose}>
      <Form
        className="restore"
        onSubmit={event => {
          event.preventDefault()
          if (title.trim() !== '') restore.mutate({ version, title: title.trim() })
        }}
      >
        <p>{t.restoreAbout(`${version}`)}</p>
        <Field label={t.restoreName} value={title} onChange={setTitle} maxLength={120} />
        {restore.error !== null && <ErrorNotice error={restore.error} />}
        <div className="wrap">
          <Button type="submit" look="primary" isPending={restore.isPending} isDisabled={title.trim() === ''}>
            {t.restoreDo}
          </Button>
          <Button onPress={onClose}>{t.cancel}</Button>
        </div>
      </Form>
    </Dialog>
  )
}
