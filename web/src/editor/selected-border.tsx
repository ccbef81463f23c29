import type { BorderRun } from '@jingwei/geodata/geometry/editing/border-run.ts'
import { rankParting } from '@jingwei/geodata/geometry/editing/tree-of.ts'
import { toDegrees, toUnits } from '@jingwei/geodata/geometry/units.ts'
import { ChevronLeft, ChevronRight, Spline, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Form } from 'react-aria-components'
import { useCityWords } from '../city/city-words.ts'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Section } from '../ui/panel.tsx'
import type { Editor } from './editor.ts'
import { reparent } from './operations/grid-commands.ts'
import { addAfter, moveTo, removeVertex, stepTo, vertexInHand } from './operations/vertex-commands.ts'
import { movingAlong } from './scene.ts'

/** The names of the grids on both sides of a border. */
export function useBorderName({ boundaries }: Editor): (run: BorderRun) => string {
  const t = useMessages('editor')
  const words = useCityWords()
  const name = (face: number) => {
    const grid = boundaries.grid(boundaries.face(face)?.grid ?? '')
    return grid === undefined ? '' : words.say(grid.name)
  }
  return ({ left, right }) =>
    right === undefined ? `${name(left)} ｜ ${t.outerBorder}` : t.between(name(left), name(right))
}

/** The selected border: what moves along with it, its vertices one by one, and what is given across it. */
export function SelectedBorder({ editor }: { editor: Editor }) {
  const t = useMessages('editor')
  const beside = useMessagesBeside('editor')
  const words = useCityWords()
  const nameOf = useBorderName(editor)
  const named = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    // chosen from the list that it takes the place of: the keyboard goes on from here
    if (document.activeElement === document.body) named.current?.focus()
  }, [])
  const { run } = editor
  if (run === undefined) return null
  const along = movingAlong(editor)
  return (
    <Section title={t.border} beside={beside.border}>
      <p className="editor-selected" ref={named} tabIndex={-1}>
        {nameOf(run)}
      </p>
      {along.length > 0 && (
        <div className="also-moves">
          <h4 className="editor-small">{t.alsoMoves}</h4>
          <ul className="wrap">
            {along.map(({ code, grid }) => (
              <li key={code} className="also">
                <span className="quiet">{words.level(grid.level)}</span> {words.say(grid.name)}
              </li>
            ))}
          </ul>
        </div>
      )}
      {run.right !== undefined && !editor.isFrozen && (
        <div className="wrap editor-acts">
          <Button icon={Spline} onPress={() => editor.take('reshape')}>
            {t.reshape}
          </Button>
          <Give editor={editor} from={run.left} to={run.right} />
          <Give editor={editor} from={run.right} to={run.left} />
        </div>
      )}
      {!editor.isFrozen && <Vertices editor={editor} run={run} />}
    </Section>
  )
}

/** Gives the block on one side to the grid above the other one. */
function Give({ editor, from, to }: { editor: Editor; from: number; to: number }) {
  const t = useMessages('editor')
  const words = useCityWords()
  const { boundaries } = editor
  const [block, other] = [boundaries.face(from)?.grid, boundaries.face(to)?.grid]
  if (block === undefined || other === undefined) return null
  const parent = boundaries.grid(boundaries.grid(other)?.parent ?? '')
  const own = boundaries.grid(block)
  const parted = rankParting(boundaries, block, other)
  if (parent === undefined || own === undefined || parted === undefined || parent.code === own.parent)
    return null
  return (
    <Button onPress={() => reparent.run(editor, block, { parent: parent.code })}>
      {`${words.say(own.name)} → ${words.say(parent.name)}`}
      <span className="spoken">{t.giveTo(words.say(parent.name))}</span>
    </Button>
  )
}

function Vertices({ editor, run }: { editor: Editor; run: BorderRun }) {
  const t = useMessages('editor')
  const at = vertexInHand(editor)
  const count = run.vertices.length
  const index = editor.selection?.kind === 'border' ? editor.selection.vertex : null
  return (
    <>
      <div className="vertex-line">
        <IconButton
          icon={ChevronLeft}
          label={t.withKey(t.previous, '[')}
          onPress={() => stepTo(editor, -1)}
        />
        <span aria-live="polite">
          {index === null ? t.noVertex(`${count}`) : t.vertex(`${index + 1}`, `${count}`)}
        </span>
        <IconButton icon={ChevronRight} label={t.withKey(t.next, ']')} onPress={() => stepTo(editor, 1)} />
        <IconButton
          icon={Trash2}
          label={t.withKey(t.removeVertex, 'Del')}
          isDisabled={at === null}
          onPress={() => removeVertex(editor)}
        />
      </div>
      {at !== null && <TypedPlace key={`${at}`} editor={editor} at={at} />}
    </>
  )
}

function TypedPlace({ editor, at }: { editor: Editor; at: readonly [number, number] }) {
  const t = useMessages('editor')
  const [typed, setTyped] = useState({ lon: toDegrees(at[0]).toFixed(7), lat: toDegrees(at[1]).toFixed(7) })
  const place = placeOf(typed)
  return (
    <Form
      className="editor-form typed-place"
      onSubmit={event => {
        event.preventDefault()
        if (place !== null) moveTo(editor, place)
      }}
    >
      <Field
        label={t.lon}
        value={typed.lon}
        onChange={lon => setTyped({ ...typed, lon })}
        inputMode="decimal"
      />
      <Field
        label={t.lat}
        value={typed.lat}
        onChange={lat => setTyped({ ...typed, lat })}
        inputMode="decimal"
      />
      {place === null && <p className="field-error">{t.badPlace}</p>}
      <Button type="submit" isDisabled={place === null}>
        {t.moveThere}
      </Button>
      <Button isDisabled={place === null} onPress={() => place !== null && addAfter(editor, place)}>
        {t.addVertex}
      </Button>
    </Form>
  )
}

function placeOf({ lon, lat }: { lon: string; lat: string }): [number, number] | null {
  const [x, y] = [Number(lon), Number(lat)]
  if (lon.trim() === '' || lat.trim() === '' || !(Math.abs(x) <= 180) || !(Math.abs(y) <= 90)) return null
  return [toUnits(x), toUnits(y)]
}
