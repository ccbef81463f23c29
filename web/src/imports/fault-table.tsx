import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CircleCheck, MapPin } from 'lucide-react'
import { useState } from 'react'
import { cameraOfPoint } from '../fly.ts'
import { say, useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { ChoiceField } from '../ui/field.tsx'
import { ErrorNotice } from '../ui/states.tsx'
import { currentView, setView } from '../view.ts'
import {
  type GridImport,
  type ImportFault,
  importQuery,
  isBusy,
  putRepairs,
  type Repair,
} from './imports.api.ts'

type Report = NonNullable<GridImport['report']>
/** A table of more is no help to anybody. */
const mostShown = 200

/** Every fault with its place, m² and repairs; a person chooses, one by one or the usual one for a kind. */
export function FaultTable({ grids, report }: { grids: GridImport; report: Report }) {
  const t = useMessages('imports')
  const queries = useQueryClient()
  const [chosen, setChosen] = useState<ReadonlyMap<string, Repair>>(new Map())
  const save = useMutation({
    mutationFn: (usual: string[]) =>
      putRepairs(grids.id, { choices: [...chosen].map(([id, repair]) => ({ id, repair })), usual }),
    onSuccess: next => {
      setChosen(new Map())
      queries.setQueryData(importQuery(grids.id).queryKey, next)
    },
  })
  const open = report.openCounts ?? openCountsOf(report.faults)
  return (
    <section className="imports-faults" aria-label={t.faults}>
      <h3 className="section-title">
        {t.faults} <Summary report={report} grids={grids} />
      </h3>
      {report.faults.length === 0 && (
        <p className="imports-fine">
          <CircleCheck size={16} aria-hidden /> {t.faultless}
        </p>
      )}
      {!isBusy(grids) && grids.state === 'checked' && (
        <div className="wrap">
          {Object.entries(open).map(([code, count]) => (
            <button key={code} type="button" className="chip-button" onClick={() => save.mutate([code])}>
              {t.faultNames[code] ?? code}：{t.allOf(count)}
            </button>
          ))}
          {chosen.size > 0 && (
            <Button look="primary" isPending={save.isPending} onPress={() => save.mutate([])}>
              {t.save(chosen.size)}
            </Button>
          )}
        </div>
      )}
      {save.error !== null && <ErrorNotice error={save.error} />}
      {report.faults.length > 0 && (
        <div className="imports-scroll">
          <table className="imports-table">
            <tbody>
              {report.faults.slice(0, mostShown).map(fault => (
                <FaultRow
                  key={fault.id}
                  fault={fault}
                  choice={chosen.get(fault.id) ?? fault.chosen}
                  onChoose={repair => setChosen(new Map(chosen).set(fault.id, repair))}
                />
              ))}
            </tbody>
          </table>
          {report.faults.length > mostShown && <p className="quiet">{t.firstFaults(mostShown)}</p>}
        </div>
      )}
      <Notes notes={report.notes} />
    </section>
  )
}

/** As reports of today say it themselves, of all faults and not of those alone that are listed. */
function openCountsOf(faults: Report['faults']): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { code, chosen, repairs } of faults)
    if (chosen === null && repairs.length > 0) counts[code] = (counts[code] ?? 0) + 1
  return counts
}

function Summary({ report, grids }: { report: Report; grids: GridImport }) {
  const t = useMessages('imports')
  const locale = useLocale()
  const counts = grids.levels
    .map(({ key, name }) => `${say(name, locale)} ${report.grids[key] ?? 0}`)
    .join(' · ')
  return (
    <span className="quiet">
      {report.open > 0 && <strong className="imports-open-count">{t.open(report.open)}</strong>}
      {report.stuck > 0 && <strong className="imports-open-count">{t.stuck(report.stuck)}</strong>}
      {t.result(counts, report.faces)}
    </span>
  )
}

function FaultRow({
  fault,
  choice,
  onChoose,
}: {
  fault: ImportFault
  choice: Repair | null
  onChoose: (repair: Repair) => void
}) {
  const t = useMessages('imports')
  const { code, count, grids, rows, squareMeters, at, repairs } = fault
  const keyOf = (repair: Repair) => JSON.stringify(repair)
  return (
    <tr data-open={choice === null || undefined}>
      <th scope="row">
        {t.faultNames[code] ?? code} {count > 1 && <span className="quiet">{t.times(count)}</span>}
      </th>
      <td className="imports-number">{squareMeters === null ? '' : `${formatArea(squareMeters)} m²`}</td>
      <td>
        <span className="code">{grids.slice(0, 3).join(' ')}</span>{' '}
        {rows.length > 0 && <span className="quiet">{t.rows(someOf(rows, t.between))}</span>}
      </td>
      <td>
        {at !== null && (
          <IconButton
            icon={MapPin}
            label={`${t.faultNames[code] ?? code} ${at[0]}, ${at[1]}`}
            onPress={() => setView({ map: cameraOfPoint(at[0], at[1], currentView().map) }, 'replace')}
          />
        )}
      </td>
      <td>
        {repairs.length === 0 ? (
          t.noRepair
        ) : (
          <ChoiceField
            quiet
            label={`${t.faultNames[code] ?? code} ${grids.join(' ')}`}
            value={choice === null ? '' : keyOf(choice)}
            choices={[
              ...(choice === null ? [{ id: '', label: t.undecided }] : []),
              ...repairs.map(repair => ({
                id: keyOf(repair),
                label: t.repairs[repair.kind](amountOf(repair)),
              })),
            ]}
            onChange={id => {
              const repair = repairs.find(each => keyOf(each) === id)
              if (repair !== undefined) onChoose(repair)
            }}
          />
        )}
      </td>
    </tr>
  )
}

/** To which grid, or within how many metres. */
function amountOf(repair: Repair): string {
  if ('to' in repair) return repair.to
  return 'meters' in repair ? String(repair.meters) : ''
}

function Notes({ notes }: { notes: Report['notes'] }) {
  const t = useMessages('imports')
  const millimetres = Math.ceil(notes.farthest * 111_320 * 1000)
  const lines = [
    notes.moved > 0 && t.notes.moved(notes.moved, millimetres),
    notes.repeated > 0 && t.notes.repeated(notes.repeated),
    notes.heights > 0 && t.notes.heights(notes.heights),
    notes.unnamed > 0 && t.notes.unnamed(notes.unnamed),
    notes.shortened > 0 && t.notes.shortened(notes.shortened),
  ].filter(line => line !== false)
  return lines.length === 0 ? null : <p className="quiet">{lines.join(' · ')}</p>
}

function formatArea(squareMeters: number): string {
  return squareMeters >= 100 ? Math.round(squareMeters).toLocaleString('en') : squareMeters.toFixed(1)
}

const rowsNamed = 4

/** The first rows by number; the file has them all. */
function someOf(rows: readonly number[], between: string): string {
  return rows.slice(0, rowsNamed).join(between) + (rows.length > rowsNamed ? ' …' : '')
}
