import { useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, Download } from 'lucide-react'
import { useMemo, useState } from 'react'
import { cameraOfBounds } from '../fly.ts'
import { useAtlas } from '../grids/use-atlas.ts'
import { formatCount } from '../i18n/format.ts'
import { say, useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { ChoiceField, SearchInput } from '../ui/field.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { setView, useView } from '../view.ts'
import { type Column, columns, filteredPairs, pairOf, sortedPairs } from './crosswalk-pairs.ts'
import {
  type CrosswalkRow,
  crosswalkAreasQuery,
  crosswalkCsv,
  crosswalkQuery,
  type GridImport,
} from './imports.api.ts'

/** A table of more is no help to anybody; the file has them all. */
const mostShown = 300

/** 对照: which of the file's areas share ground and incidents with which of our grids. */
export function CrosswalkTable({ grids, level }: { grids: GridImport; level: string }) {
  const t = useMessages('imports')
  const locale = useLocale()
  const { data, error, refetch } = useQuery(crosswalkQuery(grids.id, level))
  const [wanted, setWanted] = useState('')
  const [order, setOrder] = useState<{ column: Column; isFalling: boolean }>({
    column: 'area',
    isFalling: false,
  })
  const rows = useMemo(
    () => sortedPairs(filteredPairs(data?.rows ?? [], wanted), order),
    [data, wanted, order],
  )
  return (
    <section className="imports-faults" aria-label={t.crosswalk}>
      <div className="imports-datum">
        <ChoiceField
          label={t.level}
          value={level}
          choices={grids.levels.map(({ key, name }) => ({ id: key, label: say(name, locale) }))}
          onChange={key => setView({ crosswalk: key, pair: undefined }, 'replace')}
        />
        <SearchInput label={t.filterPairs} value={wanted} onChange={setWanted} />
        <a className="button button-plain" href={crosswalkCsv(grids.id, level)} download>
          <Download size={16} strokeWidth={1.75} aria-hidden /> CSV
        </a>
        {data !== undefined && (
          <span className="quiet" role="status">
            {t.pairs(rows.length)}
            {rows.length > mostShown && ` · ${t.firstShown(mostShown)}`}
            {data.leftOut > 0 && ` · ${t.leftOut(data.leftOut)}`}
          </span>
        )}
      </div>
      {error !== null ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton rows={6} />
      ) : rows.length === 0 ? (
        <EmptyState title={wanted === '' ? t.noPairs : t.noneMatch} />
      ) : (
        <Pairs grids={grids} rows={rows.slice(0, mostShown)} order={order} onOrder={setOrder} />
      )}
    </section>
  )
}

function Pairs({
  grids,
  rows,
  order,
  onOrder,
}: {
  grids: GridImport
  rows: readonly CrosswalkRow[]
  order: { column: Column; isFalling: boolean }
  onOrder: (order: { column: Column; isFalling: boolean }) => void
}) {
  const t = useMessages('imports')
  const locale = useLocale()
  const lit = useView(view => view.pair)
  const light = useLight(grids.id)
  const named = (what: { code: string; name: string } | null) => (
    <>
      {what === null ? <span className="quiet">{t.outsideAll}</span> : what.name}{' '}
      {what !== null && what.name !== what.code && <span className="code quiet">{what.code}</span>}
    </>
  )
  return (
    <div className="imports-scroll">
      <table className="imports-table">
        <thead>
          <tr>
            {columns.map(column => {
              const isSorted = order.column === column
              const Arrow = order.isFalling ? ArrowDown : ArrowUp
              return (
                <th
                  key={column}
                  scope="col"
                  className={column === 'area' || column === 'grid' ? undefined : 'imports-number'}
                  aria-sort={isSorted ? (order.isFalling ? 'descending' : 'ascending') : 'none'}
                >
                  <button
                    type="button"
                    className="link"
                    onClick={() =>
                      onOrder({
                        column,
                        isFalling: isSorted ? !order.isFalling : column !== 'area' && column !== 'grid',
                      })
                    }
                  >
                    {t.pairColumns[column]}
                    {isSorted && <Arrow size={12} aria-hidden />}
                  </button>
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => {
            const pair = pairOf(row)
            const { area, grid } = row
            return (
              <tr key={pair} data-lit={pair === lit || undefined}>
                <th scope="row">
                  <button
                    type="button"
                    className="link"
                    aria-pressed={pair === lit}
                    onClick={() => light(row, pair !== lit)}
                  >
                    {named(area)}
                  </button>
                </th>
                <td>{named(grid === null ? null : { code: grid.code, name: say(grid.name, locale) })}</td>
                <td className="imports-number">{formatCount(Math.round(row.squareMeters), locale)}</td>
                <td className="imports-number">{percent(row.ofArea)}</td>
                <td className="imports-number">{percent(row.ofGrid)}</td>
                <td className="imports-number">{formatCount(row.incidents, locale)}</td>
                <td className="imports-number">{percent(row.ofAreaIncidents)}</td>
                <td className="imports-number">{percent(row.ofGridIncidents)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** Lights a pair on the map and brings the map there, or puts the light out. */
function useLight(id: number): (row: CrosswalkRow, isLit: boolean) => void {
  const { data: areas } = useQuery(crosswalkAreasQuery(id))
  const { data: atlas } = useAtlas()
  return (row, isLit) => {
    if (!isLit) return setView({ pair: undefined }, 'replace')
    const area = areas?.features.find(({ properties }) => properties.code === row.area?.code)
    const points = (area?.geometry.coordinates ?? []).flat(2)
    const grid = atlas?.shape(row.grid?.code ?? '')?.bounds
    const [lons, lats] = [points.map(([lon = 0]) => lon), points.map(([, lat = 0]) => lat)]
    if (grid !== undefined) {
      lons.push(grid[0], grid[2])
      lats.push(grid[1], grid[3])
    }
    const least = (list: number[]) => list.reduce((a, b) => Math.min(a, b))
    const most = (list: number[]) => list.reduce((a, b) => Math.max(a, b))
    const map =
      lons.length === 0 ? {} : { map: cameraOfBounds([least(lons), least(lats), most(lons), most(lats)]) }
    setView({ pair: pairOf(row), ...map }, 'replace')
  }
}

function percent(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(share > 0 && share < 0.001 ? 2 : 1)} %`
}
