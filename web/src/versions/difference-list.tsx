import { useCityWords } from '../city/city-words.ts'
import { cameraOfBounds } from '../fly.ts'
import { formatArea, formatCount } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { setView } from '../view.ts'
import { areaGained, areaMoved, boundsOfDifference } from './comparison.ts'
import type { Difference } from './versions.api.ts'

/** More changed grids than that are a number. */
const mostListed = 30

/** Every grid that is not what it was: new, gone, or by how many square metres. A press shows where. */
export function DifferenceList({ difference }: { difference: Difference }) {
  const t = useMessages('versions')
  const { locale, city } = useCityWords()
  const { grids, against } = difference
  if (grids.length === 0) return <p className="quiet">{t.noDifference}</p>
  const count = (change: 'created' | 'retired' | 'changed') =>
    grids.filter(grid => grid.change === change).length
  const moved = areaMoved(difference, city?.levels.at(-1)?.key)
  const facts = [
    ...(['changed', 'created', 'retired'] as const).flatMap(change =>
      count(change) === 0 ? [] : t[change](formatCount(count(change), locale)),
    ),
    ...(moved < 1 ? [] : [`${t.areaMoved} ${formatArea(moved, locale)}`]),
  ]
  const listed = grids
    .toSorted((a, b) => Math.abs(areaGained(b) ?? 0) - Math.abs(areaGained(a) ?? 0))
    .slice(0, mostListed)
  return (
    <div className="difference">
      <p className="quiet">{t.differenceOf(`${against}`)}</p>
      <p>{facts.join(' · ')}</p>
      <ul>
        {listed.map(grid => (
          <li key={`${grid.change} ${grid.code}`}>
            <Row grid={grid} />
          </li>
        ))}
      </ul>
      {grids.length > mostListed && (
        <p className="quiet">{t.more(formatCount(grids.length - mostListed, locale))}</p>
      )}
    </div>
  )
}

function Row({ grid }: { grid: Difference['grids'][number] }) {
  const t = useMessages('versions')
  const words = useCityWords()
  const bounds = boundsOfDifference({ grids: [grid] }, grid.level)
  const name = (
    <>
      {words.say(grid.name)} <span className="quiet">{words.level(grid.level)}</span>
    </>
  )
  const what = (
    <span className="quiet difference-what">
      {grid.change !== 'changed' && t.change[grid.change]} <AreaTurn grid={grid} />
    </span>
  )
  // where nothing is drawn otherwise there is nothing to show
  if (bounds === null)
    return (
      <p className="row difference-row">
        <span>{name}</span>
        {what}
      </p>
    )
  return (
    <button
      type="button"
      className="row difference-row"
      onClick={() => setView({ map: cameraOfBounds(bounds) })}
    >
      <span>{name}</span>
      {what}
    </button>
  )
}

function AreaTurn({ grid }: { grid: Difference['grids'][number] }) {
  const t = useMessages('versions')
  const { locale } = useCityWords()
  const by = areaGained(grid)
  if (by === null) return grid.before === null && grid.after === null ? t.otherwise : null
  if (Math.abs(by) < 1) return t.sameArea
  return by > 0 ? (
    <span className="gained">{t.gained(formatArea(by, locale))}</span>
  ) : (
    <span className="lost">{t.lost(formatArea(-by, locale))}</span>
  )
}
