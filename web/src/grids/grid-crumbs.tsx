import './grid-crumbs.css'
import type { ChainLink } from '@jingwei/api/wire.ts'
import { ChevronRight } from 'lucide-react'
import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import { select } from '../view.ts'

/** A chain of grids, largest first; each opens its panel. */
export function GridCrumbs({ chain }: { chain: readonly ChainLink[] }) {
  const t = useMessages('grids')
  const words = useCityWords()
  return (
    <nav aria-label={t.chain}>
      <ol className="crumbs">
        {chain.map((link, index) => (
          <li key={link.code} className="crumb">
            {index > 0 && <ChevronRight size={12} aria-hidden />}
            <button
              type="button"
              className="link"
              title={[words.level(link.level), words.sayBeside(link.name)].filter(Boolean).join(' · ')}
              onClick={() => select({ grid: link.code })}
            >
              {words.say(link.name)}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
