import './rail.css'
import type { City } from '@jingwei/api/city/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { Layers, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Label, Radio, RadioGroup, Switch } from 'react-aria-components'
import { useCityWords } from '../city/city-words.ts'
import { districtsQuery } from '../city/districts.api.ts'
import { weightOf } from '../grids/borders-layer.ts'
import { useShownLevel } from '../grids/shown-level.tsx'
import { HeatLegend } from '../heat/heat-legend.tsx'
import { formatCount } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { IconButton } from '../ui/button.tsx'
import { defaultLayers, type LayerKey, layerKeys, openAnalysis, setView, useView } from '../view.ts'
import { BorderSign, CenterSign, DistrictSign, NetSign, StageLegend } from './signs.tsx'

/** What is on the map, which is also its legend. */
export function Rail({ city }: { city: City }) {
  const t = useMessages('shell')
  const [isOpen, setOpen] = useState(() => window.matchMedia('(min-width: 45.01rem)').matches)
  if (!isOpen)
    return (
      <div className="rail-closed">
        <IconButton look="plain" icon={Layers} label={t.shown} onPress={() => setOpen(true)} />
      </div>
    )
  return (
    <aside className="rail" data-cover="left" aria-label={t.shown}>
      <div className="rail-top">
        <IconButton icon={X} label={t.hideRail} onPress={() => setOpen(false)} />
      </div>
      <Levels city={city} />
      <Nets city={city} />
      <MapLayers city={city} />
    </aside>
  )
}

/** The weight of each level's borders, how many grids it has, and which levels are drawn. */
function Levels({ city }: { city: City }) {
  const t = useMessages('shell')
  const words = useCityWords()
  const pinned = useView(view => view.level)
  const { key: shown } = useShownLevel()
  return (
    <Choice
      label={t.levels}
      value={pinned ?? ''}
      onChange={key => setView({ level: key === '' ? undefined : key }, 'replace')}
    >
      <Row value="" sign={null} name={t.auto} figure={shown === undefined ? '' : words.level(shown)} />
      {city.levels.map((level, rank) => (
        <Row
          key={level.key}
          value={level.key}
          sign={<BorderSign {...weightOf(rank, city.levels.length)} />}
          name={words.say(level.name)}
          beside={words.say(level.scope)}
          figure={formatCount(level.count, words.locale)}
        />
      ))}
    </Choice>
  )
}

function Nets({ city }: { city: City }) {
  const t = useMessages('shell')
  const words = useCityWords()
  const net = useView(view => view.net)
  if (city.nets.length === 0) return null
  return (
    <Choice
      label={t.nets}
      value={net ?? ''}
      onChange={key => setView({ net: key === '' ? undefined : key }, 'replace')}
    >
      <Row value="" sign={null} name={t.allNets} />
      {city.nets.map(({ key, name }, i) => (
        <Row key={key} value={key} sign={<NetSign net={i} />} name={words.say(name)} />
      ))}
    </Choice>
  )
}

/** What a city does not have has no switch. */
function MapLayers({ city }: { city: City }) {
  const t = useMessages('shell')
  const { data: districts } = useQuery(districtsQuery)
  const isThere = (key: LayerKey) =>
    !(key === 'districts' && districts === null) && !(key === 'centers' && city.centers.count === 0)
  const shown = useView(view => view.show) ?? defaultLayers
  const signs: Partial<Record<LayerKey, ReactNode>> = { districts: <DistrictSign />, centers: <CenterSign /> }
  const toggle = (key: LayerKey, isOn: boolean) => {
    const show = layerKeys.filter(one => (one === key ? isOn : shown.includes(one)))
    const isUsual = show.length === defaultLayers.length && show.every(one => defaultLayers.includes(one))
    setView({ show: isUsual ? undefined : show }, 'replace')
  }
  return (
    <section className="rail-part" aria-labelledby="rail-layers">
      <h2 id="rail-layers">{t.layers}</h2>
      {layerKeys.filter(isThere).map(key => (
        <div key={key}>
          <Switch
            className="rail-row rail-switch"
            isSelected={shown.includes(key)}
            onChange={isOn => toggle(key, isOn)}
          >
            <span className="rail-name">{t.layerNames[key]}</span>
            {signs[key]}
            <span className="rail-toggle" aria-hidden />
          </Switch>
          {key === 'incidents' && shown.includes('incidents') && <StageLegend />}
          {key === 'heat' && shown.includes('heat') && (
            <div className="rail-legend">
              <HeatLegend />
              <button type="button" className="rail-analysis" onClick={openAnalysis}>
                {t.analyse}
              </button>
            </div>
          )}
        </div>
      ))}
    </section>
  )
}

function Choice(props: {
  label: string
  value: string
  onChange: (value: string) => void
  children: ReactNode
}) {
  return (
    <RadioGroup className="rail-part" value={props.value} onChange={props.onChange}>
      <Label className="rail-label">{props.label}</Label>
      {props.children}
    </RadioGroup>
  )
}

function Row(props: { value: string; sign: ReactNode; name: string; beside?: string; figure?: string }) {
  return (
    <Radio className="rail-row" value={props.value}>
      <span className="rail-sign">{props.sign}</span>
      <span className="rail-name">
        {props.name}
        {props.beside !== undefined && <span className="rail-beside">{props.beside}</span>}
      </span>
      <span className="rail-figure">{props.figure}</span>
    </Radio>
  )
}
