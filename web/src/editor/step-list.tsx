import { Redo2, Undo2 } from 'lucide-react'
import { useMessages } from '../i18n/messages.ts'
import { IconButton } from '../ui/button.tsx'
import type { Editor } from './editor.ts'
import { useStepWords } from './step-words.ts'
import { nameOf, type Step } from './steps.ts'

/** Everything that was done, newest first; what was taken back stays in sight above it. */
export function StepList({ editor }: { editor: Editor }) {
  const t = useMessages('editor')
  const say = useStepWords(editor)
  const { done, undone } = editor.steps
  const line = (step: Step, index: number, isUndone: boolean) => (
    <li key={`${nameOf(step)} ${index} ${isUndone}`} className={isUndone ? 'step step-undone' : 'step'}>
      <span>{say(step)}</span>
      {isUndone && <span className="quiet">{t.undone}</span>}
    </li>
  )
  return (
    <>
      {!editor.isFrozen && (
        <div className="wrap">
          <IconButton
            icon={Undo2}
            label={t.withKey(t.undo, '⌘Z')}
            isDisabled={done.length === 0}
            onPress={() => editor.undo()}
          />
          <IconButton
            icon={Redo2}
            label={t.withKey(t.redo, '⇧⌘Z')}
            isDisabled={undone.length === 0}
            onPress={() => editor.redo()}
          />
        </div>
      )}
      {done.length + undone.length === 0 && <p className="quiet">{t.noSteps}</p>}
      <ol className="steps" reversed>
        {undone.map((step, i) => line(step, i, true))}
        {done.toReversed().map((step, i) => line(step, done.length - i, false))}
      </ol>
    </>
  )
}
