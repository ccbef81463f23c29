import { type BorderRun, runsOfFace } from '@jingwei/geodata/geometry/editing/border-run.ts'
import { chainOf, facesBelow, neighboursOf } from '@jingwei/geodata/geometry/editing/tree-of.ts'
import type { TopologyGrid } from '@jingwei/geodata/geometry/topology.ts'
import { Scissors } from 'lucide-react'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { ChoiceField, Field } from '../ui/field.tsx'
import { Section } from '../ui/panel.tsx'
import type { Editor } from './editor.ts'
import { create, merge, parentsNear, rename, reparent, retire } from './operations/grid-commands.ts'
import { useBorderName } from './selected-border.tsx'

/** A selected grid of any level: what it is, its borders, and what can be done with it. */
export function SelectedGrid({ editor, code }: { editor: Editor; code: string }) {
  const words = useCityWords()
  const { boundaries } = editor
  const grid = boundaries.grid(code)
  if (grid === undefined) return null
  const chain = chainOf(boundaries, code)
  const neighbours = neighboursOf(boundaries, code)
  const siblings = neighbours.filter(({ parent }) => parent === grid.parent)
  return (
    <Section title={words.level(grid.level)} beside={words.levelBeside(grid.level) ?? ''}>
      <p className="editor-selected">{words.say(grid.name)}</p>
      <p className="quiet">
        {chain
          .slice(0, -1)
          .map(above => words.say(above.name))
          .join(' › ')}{' '}
        <span className="code">{code}</span>
      </p>
      {!editor.isFrozen && (
        <GridActs
          editor={editor}
          grid={grid}
          neighbours={[...siblings, ...neighbours.filter(other => !siblings.includes(other))]}
        />
      )}
      {!editor.isFrozen && <Borders editor={editor} code={code} />}
    </Section>
  )
}

function GridActs(props: { editor: Editor; grid: TopologyGrid; neighbours: readonly TopologyGrid[] }) {
  const t = useMessages('editor')
  const { editor, grid, neighbours } = props
  const { code } = grid
  const { boundaries } = editor
  return (
    <>
      <Target
        label={t.mergeInto}
        act={t.merge}
        choices={neighbours}
        run={into => merge.run(editor, code, { into })}
        none={t.disabled.noNeighbour}
      />
      {grid.parent !== null && (
        <Target
          label={t.moveTo}
          act={t.moveTo}
          choices={parentsNear(editor, code)}
          run={parent => reparent.run(editor, code, { parent })}
          none={t.disabled.noNeighbour}
        />
      )}
      <div className="wrap editor-acts">
        <Button icon={Scissors} onPress={() => editor.take('split')}>
          {t.split}
        </Button>
        {create.hindrance(editor, code) === null && (
          <Button onPress={() => create.run(editor, code, undefined)}>{t.create}</Button>
        )}
        {retire.hindrance(editor, code) === null && (
          <Button look="danger" onPress={() => retire.run(editor, code, undefined)}>
            {t.retire}
          </Button>
        )}
      </div>
      {boundaries.childrenOf(code).length + boundaries.facesOfGrid(code).length === 0 && (
        <p className="quiet">{t.createHint}</p>
      )}
      <Names editor={editor} code={code} />
    </>
  )
}

function Target(props: {
  label: string
  act: string
  choices: readonly { code: string; name: { zh: string; en?: string | undefined } }[]
  run: (code: string) => boolean
  none: string
}) {
  const words = useCityWords()
  const [chosen, setChosen] = useState<string | null>(null)
  const value = props.choices.some(({ code }) => code === chosen) ? chosen : (props.choices[0]?.code ?? null)
  if (value === null) return <p className="quiet">{`${props.label}: ${props.none}`}</p>
  return (
    <div className="editor-target">
      <ChoiceField
        label={props.label}
        choices={props.choices.map(({ code, name }) => ({
          id: code,
          label: words.say(name as { zh: string }),
        }))}
        value={value}
        onChange={setChosen}
      />
      <Button onPress={() => props.run(value)}>{props.act}</Button>
    </div>
  )
}

function Names({ editor, code }: { editor: Editor; code: string }) {
  const t = useMessages('editor')
  const grid = editor.boundaries.grid(code)
  const [isOpen, setOpen] = useState(false)
  const [typed, setTyped] = useState({ zh: grid?.name.zh ?? '', en: grid?.name.en ?? '', code })
  if (!isOpen)
    return (
      <Button look="quiet" onPress={() => setOpen(true)}>
        {t.rename}
      </Button>
    )
  return (
    <Form
      className="editor-form"
      onSubmit={event => {
        event.preventDefault()
        const name =
          typed.en.trim() === '' ? { zh: typed.zh.trim() } : { zh: typed.zh.trim(), en: typed.en.trim() }
        if (name.zh !== '' && rename.run(editor, code, { code: typed.code.trim(), name })) setOpen(false)
      }}
    >
      <Field label={t.name} value={typed.zh} onChange={zh => setTyped({ ...typed, zh })} maxLength={80} />
      <Field label={t.nameEn} value={typed.en} onChange={en => setTyped({ ...typed, en })} maxLength={80} />
      <Field
        label={t.code}
        value={typed.code}
        onChange={next => setTyped({ ...typed, code: next })}
        maxLength={40}
      />
      <Button type="submit">{t.save}</Button>
    </Form>
  )
}

/** Most borders that a list is worth. */
const most = 60

/** Every border around the grid, so that it can be chosen without a pointer. */
function Borders({ editor, code }: { editor: Editor; code: string }) {
  const t = useMessages('editor')
  const nameOf = useBorderName(editor)
  const { boundaries } = editor
  const faces = facesBelow(boundaries, code)
  const own = new Set(faces)
  const runs: BorderRun[] = []
  for (const face of faces) {
    if (runs.length >= most) break
    for (const run of runsOfFace(boundaries, face))
      if (run.right === undefined || !own.has(run.right)) runs.push(run)
  }
  return (
    <>
      <h4 className="editor-small">{t.bordersOf}</h4>
      <ul>
        {runs.slice(0, most).map(run => {
          const [u = 0, v = 0] = run.vertices
          return (
            <li key={`${u} ${v}`}>
              <button
                type="button"
                className="row"
                onClick={() => {
                  editor.take('adjust')
                  editor.select({ kind: 'border', u, v, vertex: 0 })
                }}
              >
                {nameOf(run)}
                <span className="quiet">{t.noVertex(`${run.vertices.length}`)}</span>
              </button>
            </li>
          )
        })}
      </ul>
    </>
  )
}
