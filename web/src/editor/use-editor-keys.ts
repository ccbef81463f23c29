import { useEffect } from 'react'
import { singleKey } from '../ui/single-key.ts'
import type { Editor } from './editor.ts'
import { nudge, removeVertex, stepTo } from './operations/vertex-commands.ts'
import type { ToolName } from './tools/tool.ts'

const tools: Readonly<Record<string, ToolName>> = { v: 'adjust', b: 'reshape', x: 'split' }
const arrows: Readonly<Record<string, readonly [number, number]>> = {
  arrowleft: [-1, 0],
  arrowright: [1, 0],
  arrowup: [0, 1],
  arrowdown: [0, -1],
}
/** With Shift an arrow goes so much further. */
const stride = 10

/** ⌘Z and ⇧⌘Z, and single keys when no field has the focus. Esc gives up one thing at a time. */
export function useEditorKeys(editor: Editor, nudgeMeters: number): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      if (takes(editor, event, nudgeMeters)) {
        event.preventDefault()
        // the console's own keys come after
        event.stopImmediatePropagation()
      }
    }
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [editor, nudgeMeters])
}

function takes(editor: Editor, event: KeyboardEvent, nudgeMeters: number): boolean {
  if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'z' && !isField(event.target)) {
    if (event.shiftKey) editor.redo()
    else editor.undo()
    return true
  }
  if (event.key === 'Escape' && !isBusy(event.target)) {
    if (editor.tool.cancel()) return true
    if (editor.tool.name !== 'adjust') editor.take('adjust')
    else if (editor.selection !== null) editor.select(null)
    else return false
    return true
  }
  const arrow = arrows[event.key.toLowerCase()]
  if (arrow !== undefined && !isBusy(event.target) && !event.metaKey && !event.ctrlKey && !event.altKey) {
    const far = nudgeMeters * (event.shiftKey ? stride : 1)
    if (editor.selection?.kind !== 'border' || editor.selection.vertex === null) return false
    nudge(editor, arrow[0] * far, arrow[1] * far)
    return true
  }
  const key = singleKey(event)
  if (key === null) return false
  const tool = tools[key]
  if (tool !== undefined) editor.take(tool)
  else if (key === '[') stepTo(editor, -1)
  else if (key === ']') stepTo(editor, 1)
  else if (key === 'delete' || key === 'backspace') removeVertex(editor)
  else if (key === 'enter' && !isControl(event.target)) editor.tool.finish()
  else return false
  return true
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]') !== null
}

function isBusy(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest(
      'input, textarea, select, [role=listbox], [role=menu], [role=dialog], [role=radiogroup]',
    ) !== null
  )
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('button, a, [role=button]') !== null
}
