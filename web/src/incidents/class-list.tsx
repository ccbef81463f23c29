import './class-list.css'
import type { City } from '@jingwei/api/city/contract.ts'
import {
  Autocomplete,
  Collection,
  Header,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  useFilter,
} from 'react-aria-components'
import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import { SearchInput } from '../ui/field.tsx'
import { reachable } from '../ui/reachable.ts'

interface Props {
  selected: readonly string[]
  mode: 'single' | 'multiple'
  onChange: (codes: string[]) => void
  autoFocus?: boolean
}

/** The city's classes under their majors, with a search over both languages and the codes. */
export function ClassList({ selected, mode, onChange, autoFocus = false }: Props) {
  const t = useMessages('incidents')
  const words = useCityWords()
  const { contains } = useFilter({ sensitivity: 'base' })
  const majors = majorsOf(words.city?.classes ?? [])
  return (
    <Autocomplete filter={contains}>
      <div className="classes">
        {/* Enter chooses; it never sends the form around */}
        <SearchInput label={t.classSearch} autoFocus={autoFocus} onSubmit={() => {}} />
        <ListBox
          ref={reachable}
          aria-label={t.class}
          className="classes-list"
          items={majors}
          dependencies={[words]}
          selectionMode={mode}
          selectedKeys={selected}
          onSelectionChange={keys => onChange(keys === 'all' ? [] : [...keys].map(String))}
          renderEmptyState={() => <p className="menu-heading">{t.classNone}</p>}
        >
          {major => (
            <ListBoxSection id={`major ${major.kind} ${major.code}`}>
              <Header className="menu-heading">
                {t.kinds[major.kind]} · {words.say(major.name)}
              </Header>
              <Collection items={major.classes} dependencies={[words]}>
                {one => (
                  <ListBoxItem
                    id={one.code}
                    className="menu-item"
                    textValue={[one.name.zh, one.name.en, major.name.zh, major.name.en, one.code].join(' ')}
                  >
                    <span>{words.say(one.name)}</span>
                    <span className="quiet">{words.sayBeside(one.name)}</span>
                  </ListBoxItem>
                )}
              </Collection>
            </ListBoxSection>
          )}
        </ListBox>
      </div>
    </Autocomplete>
  )
}

type CityClass = City['classes'][number]
interface Major {
  readonly kind: CityClass['kind']
  readonly code: string
  readonly name: CityClass['major']['name']
  readonly classes: CityClass[]
}

/** Classes under their majors, in the profile's order. */
export function majorsOf(classes: readonly CityClass[]): Major[] {
  const majors = new Map<string, Major>()
  for (const one of classes) {
    const key = `${one.kind} ${one.major.code}`
    const known = majors.get(key)
    if (known === undefined) majors.set(key, { kind: one.kind, ...one.major, classes: [one] })
    else known.classes.push(one)
  }
  return [...majors.values()]
}
