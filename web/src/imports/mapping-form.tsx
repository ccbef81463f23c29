import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { say, useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { ChoiceField } from '../ui/field.tsx'
import { ErrorNotice } from '../ui/states.tsx'
import {
  type GridImport,
  type ImportMapping,
  importQuery,
  isBusy,
  isOver,
  putMapping,
} from './imports.api.ts'

type Source = ImportMapping['levels'][number]
const datums = ['wgs84', 'cgcs2000', 'gcj02', 'bd09'] as const
const columns = ['code', 'name', 'parent'] as const

/** Which layers and columns are which level: guessed by the server, changed by a person. */
export function MappingForm({ grids, mapping: given }: { grids: GridImport; mapping: ImportMapping }) {
  const t = useMessages('imports')
  const locale = useLocale()
  const queries = useQueryClient()
  const [mapping, setMapping] = useState(given)
  const apply = useMutation({
    mutationFn: () => putMapping(grids.id, mapping),
    onSuccess: next => queries.setQueryData(importQuery(grids.id).queryKey, next),
  })
  const change = (at: number, patch: Partial<Source>) =>
    setMapping({
      ...mapping,
      levels: mapping.levels.map((source, i) => (i === at ? { ...source, ...patch } : source)),
    })
  const fieldsOf = (name: string | null) => grids.layers.find(layer => layer.name === name)?.fields ?? []
  const isClosed = isOver(grids) && grids.state !== 'failed'
  return (
    <section className="imports-mapping" aria-label={t.mapping}>
      <h3 className="section-title">
        {t.mapping} <span className="quiet">{t.mappingNote}</span>
      </h3>
      <table className="imports-table">
        <thead>
          <tr>
            {[t.level, t.layer, t.code, t.name, t.parent].map(head => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {mapping.levels.map((source, i) => {
            const level = grids.levels.find(({ key }) => key === source.level)
            const said = level === undefined ? source.level : say(level.name, locale)
            return (
              <tr key={source.level}>
                <th scope="row">
                  {said}
                  {source.only !== null && <span className="quiet"> {source.only.value}</span>}
                </th>
                <td>
                  <ChoiceField
                    quiet
                    label={`${said} ${t.layer}`}
                    value={source.layer ?? ''}
                    choices={[
                      { id: '', label: t.asInCity },
                      ...grids.layers.map(({ name, rows }) => ({ id: name, label: `${name} (${rows})` })),
                    ]}
                    onChange={layer =>
                      change(
                        i,
                        layer === ''
                          ? { layer: null, only: null, code: null, name: null, nameEn: null, parent: null }
                          : { layer },
                      )
                    }
                  />
                </td>
                {columns.map(column => (
                  <td key={column}>
                    {source.layer !== null && (
                      <ChoiceField
                        quiet
                        label={`${said} ${t[column]}`}
                        value={source[column] ?? ''}
                        choices={[
                          { id: '', label: t.nothing },
                          ...fieldsOf(source.layer).map(field => ({ id: field, label: field })),
                        ]}
                        onChange={field => change(i, { [column]: field === '' ? null : field })}
                      />
                    )}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
      <div className="imports-datum">
        <ChoiceField
          label={t.datum}
          value={mapping.datum}
          choices={datums.map(datum => ({ id: datum, label: t.datums[datum] }))}
          onChange={datum => setMapping({ ...mapping, datum: datum as ImportMapping['datum'] })}
        />
        <span className="quiet">
          {grids.layers[0]?.reference == null ? t.noReference : t.reference(grids.layers[0].reference)}
        </span>
        {!isClosed && (
          <Button isPending={apply.isPending || isBusy(grids)} onPress={() => apply.mutate()}>
            {t.apply}
          </Button>
        )}
      </div>
      {apply.error !== null && <ErrorNotice error={apply.error} />}
      <Preview grids={grids} />
    </section>
  )
}

function Preview({ grids }: { grids: GridImport }) {
  const t = useMessages('imports')
  return (
    <details className="imports-preview">
      <summary>{t.preview}</summary>
      {grids.layers.map(({ name, fields, examples }) => (
        <div key={name} className="imports-scroll">
          <table className="imports-table">
            <caption>{name}</caption>
            <thead>
              <tr>
                {fields.map(field => (
                  <th key={field} scope="col">
                    {field}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {examples.map(values => (
                <tr key={JSON.stringify(values)}>
                  {fields.map((field, i) => (
                    <td key={field}>{values[i] === null ? '' : String(values[i])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </details>
  )
}
