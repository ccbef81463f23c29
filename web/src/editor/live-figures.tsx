import { useEffect, useRef, useState } from 'react'
import { useCityWords } from '../city/city-words.ts'
import { formatArea, formatCount } from '../i18n/format.ts'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Section } from '../ui/panel.tsx'
import type { Editor } from './editor.ts'
import { type Figure, figuresOf, keyOf, type Nearby, nearbyOf } from './figures.ts'
import { useKnowledge } from './use-knowledge.ts'

/** Figures are read by people: so often is enough, and a frame has better things to do. */
const everyMs = 120

/** What the grids on both sides would have if the pointer were released now. */
export function LiveFigures({ editor }: { editor: Editor }) {
  const t = useMessages('editor')
  const beside = useMessagesBeside('editor')
  const figures = useFigures(editor)
  if (figures.length === 0) return null
  return (
    <Section title={t.live} beside={beside.live}>
      <ul className="figures" aria-live="off">
        {figures.map(figure => (
          <OneFigure key={figure.grid} editor={editor} figure={figure} />
        ))}
      </ul>
    </Section>
  )
}

function useFigures(editor: Editor): readonly Figure[] {
  const knowledge = useKnowledge(editor.boundaries.levels.at(-1) ?? '')
  const [figures, setFigures] = useState<readonly Figure[]>([])
  const nearby = useRef<Nearby | null>(null)
  const told = useRef(0)
  useEffect(() => {
    let late: ReturnType<typeof setTimeout> | undefined
    const tell = () => {
      clearTimeout(late)
      const { ghost } = editor
      if (ghost === null) {
        nearby.current = null
        return
      }
      if (ghost.refusal !== null) return
      const now = performance.now()
      const early = everyMs - (now - told.current)
      // the last frame of a pointer that stands still is told as well
      if (early > 0) {
        late = setTimeout(tell, early)
        return
      }
      told.current = now
      if (nearby.current?.key !== keyOf(ghost))
        nearby.current = nearbyOf(editor.boundaries, ghost, knowledge.open)
      setFigures(figuresOf(editor.boundaries, ghost, nearby.current, knowledge))
    }
    const stop = editor.onFrame(tell)
    return () => {
      stop()
      clearTimeout(late)
    }
  }, [editor, knowledge])
  // what was foreseen and then refused, or is not selected any more, says nothing
  useEffect(
    () =>
      editor.listen(() => {
        if (editor.selection?.kind !== 'border' || editor.news?.kind === 'refused') setFigures([])
      }),
    [editor],
  )
  return figures
}

function OneFigure({ editor, figure }: { editor: Editor; figure: Figure }) {
  const t = useMessages('editor')
  const words = useCityWords()
  const { locale } = words
  const grid = editor.boundaries.grid(figure.grid)
  const [areaBefore, areaAfter] = figure.squareMeters
  return (
    <li className="figure-row">
      <span className="figure-name">{grid === undefined ? figure.grid : words.say(grid.name)}</span>
      <dl>
        <Change
          name={t.area}
          after={formatArea(areaAfter, locale)}
          by={areaAfter - areaBefore}
          said={formatArea(Math.abs(areaAfter - areaBefore), locale)}
        />
        {figure.households !== null && (
          <Change
            name={`${t.households}（${t.estimate}）`}
            after={formatCount(figure.households[1], locale)}
            by={figure.households[1] - figure.households[0]}
            said={formatCount(Math.abs(figure.households[1] - figure.households[0]), locale)}
          />
        )}
        <Change
          name={t.openIncidents}
          after={formatCount(figure.openIncidents[1], locale)}
          by={figure.openIncidents[1] - figure.openIncidents[0]}
          said={formatCount(Math.abs(figure.openIncidents[1] - figure.openIncidents[0]), locale)}
        />
      </dl>
    </li>
  )
}

function Change({ name, after, by, said }: { name: string; after: string; by: number; said: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {after}{' '}
        {by !== 0 && <span className={by > 0 ? 'more' : 'less'}>{`${by > 0 ? '+' : '−'}${said}`}</span>}
      </dd>
    </div>
  )
}
