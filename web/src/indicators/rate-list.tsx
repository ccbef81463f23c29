import { Fragment } from 'react'
import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import { CaseCount } from './case-count.tsx'
import type { Counter, Indicator, IndicatorScope, Indicators } from './indicators.api.ts'
import { formatShare } from './share.ts'

/** Each formula with its numbers: 93.72 % = 911 ÷ 972. */
export function RateList({ figures, scope }: { figures: Indicators; scope: IndicatorScope }) {
  const t = useMessages('indicators')
  const words = useCityWords()
  return (
    <ul className="rates" aria-label={t.formulas}>
      {figures.indicators.map(indicator => (
        <li key={indicator.key} className="rate">
          <span className="rate-name" title={words.sayBeside(indicator.name)}>
            {words.say(indicator.name)}
          </span>
          <strong className="rate-value">{formatShare(figures.values[indicator.key])}</strong>
          <Formula indicator={indicator} counts={figures.counts} scope={scope} />
        </li>
      ))}
    </ul>
  )
}

function Formula(props: { indicator: Indicator; counts: Indicators['counts']; scope: IndicatorScope }) {
  const { numerator, denominator, minus } = props.indicator
  const below = [
    ...denominator.map(counter => ({ sign: '+', counter })),
    ...minus.map(counter => ({ sign: '−', counter })),
  ]
  const count = (counter: Counter) => (
    <CaseCount counter={counter} count={props.counts[counter]} scope={props.scope} />
  )
  return (
    <span className="rate-formula">
      {numerator.map((counter, i) => (
        <Fragment key={counter}>
          {i > 0 && ' + '}
          {count(counter)}
        </Fragment>
      ))}
      {' ÷ '}
      {below.length > 1 && '('}
      {below.map(({ sign, counter }, i) => (
        <Fragment key={counter}>
          {i > 0 && ` ${sign} `}
          {count(counter)}
        </Fragment>
      ))}
      {below.length > 1 && ')'}
    </span>
  )
}
