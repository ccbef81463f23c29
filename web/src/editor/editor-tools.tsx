import './editor.css'
import { Check, MousePointer2, Redo2, Scissors, Spline, Undo2, X } from 'lucide-react'
import { useState } from 'react'
import { Label, Radio, RadioGroup, Switch, ToggleButton } from 'react-aria-components'
import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import { IconButton } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { useNarrow } from '../ui/use-narrow.ts'
import type { Editor } from './editor.ts'
import { NewsLine } from './news-line.tsx'
import type { ToolName } from './tools/tool.ts'
import { useDesk, useEditorChanges } from './use-desk.ts'
import { useEditorKeys } from './use-editor-keys.ts'

const tools = [
  { name: 'adjust', icon: MousePointer2, key: 'V' },
  { name: 'reshape', icon: Spline, key: 'B' },
  { name: 'split', icon: Scissors, key: 'X' },
] as const satisfies readonly { name: ToolName; icon: unknown; key: string }[]

/** Tools beside the map, where the console has its legend. */
export function EditorTools() {
  const { data: desk } = useDesk()
  return desk === undefined ? null : <Tools key={desk.draft.id} editor={desk.editor} />
}

function Tools({ editor }: { editor: Editor }) {
  const t = useMessages('editor')
  useEditorChanges(editor)
  const [step, setStep] = useState('1')
  const meters = Number(step) > 0 ? Number(step) : 1
  useEditorKeys(editor, meters)
  const isNarrow = useNarrow()
  if (isNarrow) return <NewsLine editor={editor} />
  if (editor.isFrozen)
    return (
      <aside className="rail editor-tools" data-cover="left" aria-label={t.toolbar}>
        <PickLevel editor={editor} />
      </aside>
    )
  const isDrawing = (editor.line?.points.length ?? 0) > 0
  return (
    <>
      <aside className="rail editor-tools" data-cover="left" aria-label={t.toolbar}>
        <div className="rail-part tool-row" role="toolbar" aria-label={t.toolbar}>
          {tools.map(({ name, icon: Icon, key }) => (
            <ToggleButton
              key={name}
              className="tool"
              isSelected={editor.tool.name === name}
              onChange={() => editor.take(name)}
              aria-keyshortcuts={key}
            >
              <Icon size={18} strokeWidth={1.75} aria-hidden />
              <span>{t.tools[name]}</span>
              <kbd aria-hidden>{key}</kbd>
            </ToggleButton>
          ))}
        </div>
        <div className="rail-part tool-turns">
          <IconButton
            icon={Undo2}
            label={t.withKey(t.undo, 'Ctrl/⌘ Z')}
            isDisabled={editor.steps.done.length === 0}
            onPress={() => editor.undo()}
          />
          <IconButton
            icon={Redo2}
            label={t.withKey(t.redo, 'Shift Ctrl/⌘ Z')}
            isDisabled={editor.steps.undone.length === 0}
            onPress={() => editor.redo()}
          />
          {isDrawing && (
            <>
              <IconButton
                icon={Check}
                label={t.withKey(t.finish, 'Enter')}
                look="plain"
                onPress={() => editor.tool.finish()}
              />
              <IconButton icon={X} label={t.withKey(t.giveUp, 'Esc')} onPress={() => editor.tool.cancel()} />
            </>
          )}
        </div>
        <div className="rail-part">
          <Toggle
            name={t.snap}
            hint={t.snapHint}
            isOn={editor.isSnapping}
            set={on => {
              editor.isSnapping = on
              editor.changed()
            }}
          />
          <Toggle
            name={t.trace}
            hint={t.traceHint}
            isOn={editor.isTracing}
            set={on => {
              editor.isTracing = on
              editor.changed()
            }}
          />
        </div>
        <PickLevel editor={editor} />
        <div className="rail-part nudge-step">
          <Field label={t.nudgeStep} value={step} onChange={setStep} inputMode="decimal" />
        </div>
      </aside>
      <NewsLine editor={editor} />
    </>
  )
}

function PickLevel({ editor }: { editor: Editor }) {
  const t = useMessages('editor')
  const words = useCityWords()
  return (
    <RadioGroup
      className="rail-part"
      value={`${editor.rank}`}
      onChange={rank => {
        editor.rank = Number(rank)
        editor.changed()
      }}
    >
      <Label className="rail-label">{t.pickLevel}</Label>
      {editor.boundaries.levels.map((level, rank) => (
        <Radio key={level} className="rail-row" value={`${rank}`}>
          <span className="rail-name">{words.level(level)}</span>
        </Radio>
      ))}
    </RadioGroup>
  )
}

function Toggle(props: { name: string; hint: string; isOn: boolean; set: (on: boolean) => void }) {
  return (
    <Switch className="rail-row rail-switch" isSelected={props.isOn} onChange={props.set}>
      <span className="rail-name" title={props.hint}>
        {props.name}
      </span>
      <span className="rail-toggle" aria-hidden />
    </Switch>
  )
}
