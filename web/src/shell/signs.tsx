import type { Weight } from '../grids/borders-layer.ts'
import { useMessages } from '../i18n/messages.ts'
import { stageOf } from '../incidents/stage.ts'

/** The map's symbols as the legend shows them. */

export function BorderSign({ width, opacity }: Weight) {
  return (
    <svg width="20" height="8" aria-hidden="true">
      <path
        d="M1 4h18"
        stroke="var(--map-border)"
        strokeWidth={width * 1.25}
        opacity={opacity}
        strokeLinecap="round"
      />
    </svg>
  )
}

export function NetSign({ net }: { net: number }) {
  const kind = (net % 5) + 1
  return <span className="sign-net" data-net={kind} style={{ color: `var(--net-${kind})` }} />
}

export function DistrictSign() {
  return <span className="sign-district" aria-hidden />
}

export function CenterSign() {
  return (
    <svg className="sign-center" width="15" height="15" viewBox="2 2 18 18" aria-hidden="true">
      <rect x="2" y="2" width="18" height="18" rx="4.5" fill="var(--map-center)" />
      <path
        d="M5.8 11 11 6.2 16.2 11M7.6 10.4v5h6.8v-5"
        fill="none"
        stroke="var(--map-halo)"
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}

const openStages = [stageOf.reported, stageOf.handling, stageOf.feedback, stageOf.suspended]

export function StageLegend() {
  const t = useMessages('shell')
  return (
    <ul className="sign-stages">
      {openStages.map(({ key, shape }) => (
        <li key={key}>
          <span style={{ color: `var(--stage-${key})` }} aria-hidden>
            {shape}
          </span>{' '}
          {key === 'done' ? '' : t.stages[key]}
        </li>
      ))}
    </ul>
  )
}
