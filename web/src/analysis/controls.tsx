import type { City } from '@jingwei/api/city/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { Minus, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import { IconButton } from '../ui/button.tsx'
import { ChoiceField } from '../ui/field.tsx'
import { setView, useView, type View } from '../view.ts'
import { measures } from './analysis.api.ts'
import { breakMethods } from './breaks.ts'
import { indicatorNames } from './figure-text.ts'
import { againstOf, againstText, daysOf } from './scope.ts'
import { figureOf, useCellZoom, useLevel, useLook } from './use-areas.ts'

const any = 'any'
const looks = ['grids', 'hexagons', 'squares', 'density'] as const
const states = { all: undefined, open: 'open', finished: 'finished' } as const
const closings = ['-24', '24-72', '72-168', '168-'] as const

/** Everything that decides what the map shows. */
export function Controls({ city }: { city: City }) {
  const t = useMessages('analysis')
  return (
    <div className="controls">
      <Part title={t.shown}>
        <Shown city={city} />
      </Part>
      <Part title={t.filters}>
        <Filters city={city} />
      </Part>
      <Part title={t.compare}>
        <Compare city={city} />
      </Part>
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="controls-part">
      <h2 className="controls-title">{title}</h2>
      {children}
    </section>
  )
}

function Shown({ city }: { city: City }) {
  const t = useMessages('analysis')
  const words = useCityWords()
  const look = useLook()
  const level = useLevel()
  const breaks = useView(view => view.breaks) ?? 'quantile'
  const cellZoom = useCellZoom()
  const { data } = useQuery(indicatorNames)
  const { indicator } = useView(figureOf)
  const figure = useView(view => view.figure) ?? 'count'
  const figures = [
    ...measures
      .filter(measure => look === 'grids' || measure === 'count' || measure === 'area')
      .map(measure => ({ id: measure, label: t.figures[measure] })),
    ...(look === 'grids' ? (data?.indicators ?? []) : []).map(({ key, name }) => ({
      id: `indicator.${key}`,
      label: words.say(name),
    })),
  ]
  return (
    <>
      <RadioGroup
        className="looks"
        aria-label={t.look}
        value={look}
        isDisabled={indicator !== null}
        onChange={value => setView({ look: value === 'grids' ? undefined : (value as View['look']) })}
      >
        {looks.map(key => (
          <Radio key={key} value={key} className="look">
            {t.looks[key]}
          </Radio>
        ))}
      </RadioGroup>
      {look === 'grids' ? (
        <ChoiceField
          label={t.level}
          value={level}
          choices={city.levels.map(({ key, name }) => ({ id: key, label: words.say(name) }))}
          onChange={key => setView({ level: key, grid: undefined })}
        />
      ) : (
        <div className="cell-size">
          <span className="field-label">{t.cellSize}</span>
          <IconButton
            icon={Plus}
            label={t.finer}
            onPress={() => setView({ cell: Math.min(18, cellZoom + 1) })}
          />
          <IconButton
            icon={Minus}
            label={t.coarser}
            onPress={() => setView({ cell: Math.max(10, cellZoom - 1) })}
          />
        </div>
      )}
      {look === 'density' ? (
        <p className="quiet controls-note">{t.densityNote}</p>
      ) : (
        <>
          <ChoiceField
            label={t.figure}
            value={figures.some(({ id }) => id === figure) ? figure : 'count'}
            choices={figures}
            onChange={id => setView({ figure: id === 'count' ? undefined : id })}
          />
          <RadioGroup
            className="methods"
            value={breaks}
            onChange={value =>
              setView({ breaks: value === 'quantile' ? undefined : (value as View['breaks']) })
            }
          >
            <Label className="field-label">{t.breaks}</Label>
            {breakMethods.map(key => (
              <Radio key={key} value={key} className="look">
                {t.methods[key]}
              </Radio>
            ))}
          </RadioGroup>
        </>
      )}
    </>
  )
}

function Filters({ city }: { city: City }) {
  const t = useMessages('analysis')
  const words = useCityWords()
  const view = useView()
  const { indicator } = figureOf(view)
  const choose = (patch: Parameters<typeof setView>[0]) => setView(patch)
  const orAny = (id: string) => (id === any ? undefined : id)
  const anyChoice = { id: any, label: t.any }
  return (
    <>
      <ChoiceField
        label={t.classes}
        value={view.class ?? any}
        choices={[anyChoice, ...city.classes.map(({ code }) => ({ id: code, label: words.classPath(code) }))]}
        onChange={id => choose({ class: orAny(id) })}
      />
      <ChoiceField
        label={t.net}
        value={view.net ?? any}
        choices={[anyChoice, ...city.nets.map(({ key, name }) => ({ id: key, label: words.say(name) }))]}
        onChange={id => choose({ net: orAny(id) })}
      />
      {indicator === null ? (
        <>
          <ChoiceField
            label={t.duty}
            value={view.duty ?? any}
            choices={[
              anyChoice,
              ...city.duties.map(({ code, name }) => ({
                id: code,
                label: name === null ? t.unnamedDuty(code) : words.say(name),
              })),
            ]}
            onChange={id => choose({ duty: orAny(id) })}
          />
          <ChoiceField
            label={t.state}
            value={stateOf(view.status)}
            choices={Object.keys(states).map(id => ({ id, label: t.states[id as keyof typeof states] }))}
            onChange={id => choose({ status: states[id as keyof typeof states] })}
          />
          <ChoiceField
            label={t.closing}
            value={view.closing ?? any}
            choices={[anyChoice, ...closings.map(id => ({ id, label: t.closings[id] }))]}
            onChange={id => choose({ closing: orAny(id) })}
          />
        </>
      ) : (
        <p className="quiet controls-note">{t.indicatorNote}</p>
      )}
    </>
  )
}

function stateOf(status: string | undefined): string {
  return status === 'open' || status === 'finished' ? status : 'all'
}

const dayMs = 86_400_000

function Compare({ city }: { city: City }) {
  const t = useMessages('analysis')
  const words = useCityWords()
  const view = useView()
  const against = againstOf(view)
  const days = daysOf({ from: view.from, to: view.to })
  const shifted = (byDays: number) => {
    const move = (at: string | undefined) => new Date(Date.parse(at ?? '') - byDays * dayMs).toISOString()
    return againstText({ kind: 'period', from: move(view.from), to: move(view.to) })
  }
  const periods =
    days === null
      ? []
      : [
          { id: shifted(days), label: t.beforeSame },
          { id: shifted(364), label: t.yearBefore },
        ]
  const classes = city.classes
    .filter(({ code }) => code !== view.class)
    .map(({ code }) => ({
      id: againstText({ kind: 'class', classes: code }),
      label: t.otherClass(words.className(code)),
    }))
  const choices = [{ id: any, label: t.noAgainst }, ...periods, ...(view.class === undefined ? [] : classes)]
  const chosen = view.against === undefined || against === null ? any : view.against
  return (
    <>
      <ChoiceField
        label={t.against}
        value={choices.some(({ id }) => id === chosen) ? chosen : any}
        choices={choices}
        onChange={id => setView({ against: id === any ? undefined : id })}
      />
      {days === null && <p className="quiet controls-note">{t.needsPeriod}</p>}
    </>
  )
}
