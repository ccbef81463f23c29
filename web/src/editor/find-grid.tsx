import { chainOf } from '@jingwei/geodata/geometry/editing/tree-of.ts'
import type { TopologyGrid } from '@jingwei/geodata/geometry/topology.ts'
import { useState } from 'react'
import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import { SearchInput } from '../ui/field.tsx'
import type { Editor } from './editor.ts'
import { showGrid } from './show-grid.ts'

/** More than that are typed on, not read. */
const mostFound = 8

/** Chooses a grid of the draft by its name or code, without a pointer. */
export function FindGrid({ editor }: { editor: Editor }) {
  const t = useMessages('editor')
  const words = useCityWords()
  const [typed, setTyped] = useState('')
  const found = gridsNamed(editor, typed)
  const choose = (grid: TopologyGrid | undefined) => {
    if (grid === undefined) return
    setTyped('')
    showGrid(editor, grid.code)
  }
  return (
    <div className="find-grid">
      <SearchInput label={t.findGrid} value={typed} onChange={setTyped} onSubmit={() => choose(found[0])} />
      {typed.trim() !== '' && (
        <>
          <p className="spoken" role="status">
            {t.foundGrids(`${found.length}`)}
          </p>
          {found.length === 0 && <p className="quiet">{t.noSuchGrid}</p>}
          <ul>
            {found.map(grid => (
              <li key={grid.code}>
                <button type="button" className="row found-grid" onClick={() => choose(grid)}>
                  <span>{words.say(grid.name)}</span>
                  <span className="quiet">{words.level(grid.level)}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

/** Those that begin so before those that contain it, the largest level first. */
export function gridsNamed({ boundaries }: Editor, typed: string): TopologyGrid[] {
  const sought = typed.trim().toLowerCase()
  if (sought === '') return []
  const found: { grid: TopologyGrid; order: number }[] = []
  for (const grid of boundaries.grids()) {
    const places = [grid.name.zh, grid.name.en ?? '', grid.code].map(word =>
      word.toLowerCase().indexOf(sought),
    )
    const best = Math.min(...places.map(place => (place === -1 ? 2 : Math.sign(place))))
    if (best < 2)
      found.push({ grid, order: best * boundaries.levels.length + chainOf(boundaries, grid.code).length })
  }
  return found
    .sort((a, b) => a.order - b.order || (a.grid.code < b.grid.code ? -1 : 1))
    .slice(0, mostFound)
    .map(({ grid }) => grid)
}
