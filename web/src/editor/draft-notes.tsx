import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/states.tsx'
import { useNarrow } from '../ui/use-narrow.ts'
import { editDraft } from '../view.ts'
import type { Desk } from './editor.api.ts'
import { showGrid } from './show-grid.ts'

/** How the draft stands, what its reviewer said, and what its author noted to draw anew. */
export function DraftNotes({ desk: { draft, editor } }: { desk: Desk }) {
  const t = useMessages('editor')
  const words = useCityWords()
  const { state, replacedBy, remark, reviewer, redo } = draft
  const isNarrow = useNarrow()
  const toRedo = editor.isFrozen ? [] : redo
  return (
    <>
      {state !== 'open' && (
        <Notice tone="quiet">
          <p>{replacedBy === null ? t.notOpen[state] : t.replaced}</p>
          {replacedBy !== null && <Button onPress={() => editDraft(replacedBy)}>{t.openReplacement}</Button>}
        </Notice>
      )}
      {state === 'open' && editor.isFrozen && <Notice tone="quiet">{t.drawnBy(draft.author)}</Notice>}
      {!editor.isFrozen && isNarrow && <Notice tone="quiet">{t.needsRoom}</Notice>}
      {remark !== null && (
        <Notice tone={state === 'open' ? 'warning' : 'quiet'}>
          <p className="state-title">{reviewer === null ? t.remark : t.remarkBy(reviewer)}</p>
          <p>{remark}</p>
        </Notice>
      )}
      {toRedo.length > 0 && (
        <Notice tone="warning">
          <p>{t.toRedo}</p>
          <div className="wrap">
            {toRedo.map(code => (
              <button key={code} type="button" className="chip-button" onClick={() => showGrid(editor, code)}>
                {words.say(editor.boundaries.grid(code)?.name ?? { zh: code })}
              </button>
            ))}
          </div>
        </Notice>
      )}
    </>
  )
}
