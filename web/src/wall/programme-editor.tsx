import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/states.tsx'
import { sceneName } from './remote-scenes.tsx'
import { changeProgramme, type Programme, programmeQuery, type Scene } from './wall.api.ts'

const kinds: readonly Scene['kind'][] = [
  'city',
  'grids',
  'overdue',
  'heat-day',
  'centers',
  'changes',
  'chosen',
]
const usualSeconds = 30

/** What the wall shows in turn: put in order, timed, added to and taken from without touching code. */
export function ProgrammeEditor() {
  const t = useMessages('wall')
  const locale = useLocale()
  const queries = useQueryClient()
  const { data: programme } = useQuery(programmeQuery)
  const [draft, setDraft] = useState<readonly Scene[]>([])
  const [kind, setKind] = useState<Scene['kind']>('chosen')
  useEffect(() => setDraft(programme?.scenes ?? []), [programme])
  const save = useMutation({
    mutationFn: ({ rev, safe, displays }: Programme) =>
      changeProgramme({ rev, safe, displays, scenes: [...draft] }),
    onSuccess: data => queries.setQueryData(programmeQuery.queryKey, data),
  })
  if (programme === undefined) return null
  const put = (at: number, scene: Scene) => setDraft(draft.map((each, i) => (i === at ? scene : each)))
  const swap = (a: number, b: number) =>
    setDraft(draft.map((each, i) => (i === a ? (draft[b] ?? each) : i === b ? (draft[a] ?? each) : each)))
  return (
    <section className="remote-part" aria-label={t.edit}>
      <h2>{t.edit}</h2>
      <p className="quiet">{t.editHint}</p>
      <ol className="remote-programme">
        {draft.map((scene, at) => (
          <li key={at}>
            <span>{sceneName(scene, t.scenes, locale)}</span>
            <label>
              {t.secondsLabel}
              <input
                type="number"
                min={5}
                max={600}
                value={scene.seconds}
                onChange={event => put(at, { ...scene, seconds: Number(event.target.value) })}
              />
            </label>
            <Button look="quiet" isDisabled={at === 0} onPress={() => swap(at, at - 1)}>
              {t.up}
            </Button>
            <Button look="quiet" isDisabled={at === draft.length - 1} onPress={() => swap(at, at + 1)}>
              {t.down}
            </Button>
            <Button
              look="quiet"
              isDisabled={draft.length === 1}
              onPress={() => setDraft(draft.filter((_, i) => i !== at))}
            >
              {t.remove}
            </Button>
            {scene.kind === 'chosen' && <Topic scene={scene} onChange={changed => put(at, changed)} />}
          </li>
        ))}
      </ol>
      <div className="remote-row">
        <select
          aria-label={t.add}
          value={kind}
          onChange={event => setKind(event.target.value as Scene['kind'])}
        >
          {kinds.map(each => (
            <option key={each} value={each}>
              {t.scenes[each]}
            </option>
          ))}
        </select>
        <Button onPress={() => setDraft([...draft, newScene(kind, t.scenes.chosen)])}>{t.add}</Button>
        <Button look="primary" isPending={save.isPending} onPress={() => save.mutate(programme)}>
          {t.save}
        </Button>
        {save.isSuccess && <span role="status">{t.saved}</span>}
      </div>
      {save.error !== null && <ErrorNotice error={save.error} />}
    </section>
  )
}

type Chosen = Extract<Scene, { kind: 'chosen' }>

function Topic({ scene, onChange }: { scene: Chosen; onChange: (scene: Chosen) => void }) {
  const t = useMessages('wall')
  const list = (text: string) => text.split(/[,，\s]+/).filter(word => word !== '')
  return (
    <div className="remote-topic">
      <label>
        {t.topicTitle}
        <input
          value={scene.title.zh}
          maxLength={40}
          onChange={event => onChange({ ...scene, title: { ...scene.title, zh: event.target.value } })}
        />
      </label>
      <label>
        {t.topicGrids}
        <input
          defaultValue={scene.grids.join(', ')}
          onBlur={event => onChange({ ...scene, grids: list(event.target.value) })}
        />
      </label>
      <label>
        {t.topicClasses}
        <input
          defaultValue={scene.classes.join(', ')}
          onBlur={event => onChange({ ...scene, classes: list(event.target.value) })}
        />
      </label>
    </div>
  )
}

function newScene(kind: Scene['kind'], title: string): Scene {
  if (kind !== 'chosen') return { kind, seconds: usualSeconds }
  return { kind, seconds: usualSeconds, title: { zh: title }, grids: [], classes: [] }
}
