import type { City } from '@jingwei/api/city/contract.ts'
import type { Text } from '@jingwei/api/wire.ts'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type Locale, say, sayBeside, useLocale } from '../i18n/locale.tsx'
import { cityQuery } from './city.api.ts'

/** The city's own codes in the reader's words. A code that the profile does not know is shown as it is. */
export interface CityWords {
  readonly city: City | undefined
  readonly locale: Locale
  readonly timeZone: string
  say(text: Text): string
  sayBeside(text: Text): string | undefined
  level(key: string): string
  levelBeside(key: string): string | undefined
  kind(level: string, kind: string): string
  net(key: string): string
  /** 0, 1, 2 … as the profile lists the nets; -1 for none of them. */
  netIndex(key: string): number
  /** A duty that nobody has named yet is shown by its code. */
  duty(code: string): string
  className(code: string): string
  /** Major and name: 市容环境 · 暴露垃圾. */
  classPath(code: string): string
  /** What was reported; its class for those whom the city does not tell the words. */
  caseTitle(of: { title: string; classCode: string }): string
}

/** Until the profile has arrived times are shown in the browser's own zone. */
const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone

export function useCityWords(): CityWords {
  const locale = useLocale()
  const { data: city } = useQuery(cityQuery)
  return useMemo(() => wordsOf(city, locale), [city, locale])
}

export function wordsOf(city: City | undefined, locale: Locale): CityWords {
  const level = (key: string) => city?.levels.find(one => one.key === key)
  const classOf = new Map(city?.classes.map(one => [one.code, one]))
  const spoken = (text: Text | undefined, otherwise: string) =>
    text === undefined ? otherwise : say(text, locale)
  return {
    city,
    locale,
    timeZone: city?.timeZone ?? browserZone,
    say: text => say(text, locale),
    sayBeside: text => sayBeside(text, locale),
    level: key => spoken(level(key)?.name, key),
    levelBeside: key => {
      const name = level(key)?.name
      return name === undefined ? undefined : sayBeside(name, locale)
    },
    kind: (of, kind) => spoken(level(of)?.kinds.find(one => one.key === kind)?.name, kind),
    net: key => spoken(city?.nets.find(one => one.key === key)?.name, key),
    netIndex: key => city?.nets.findIndex(one => one.key === key) ?? -1,
    duty: code => spoken(city?.duties.find(one => one.code === code)?.name ?? undefined, code),
    className: code => spoken(classOf.get(code)?.name, code),
    caseTitle: ({ title, classCode }) => title || spoken(classOf.get(classCode)?.name, classCode),
    classPath: code => {
      const found = classOf.get(code)
      return found === undefined ? code : `${say(found.major.name, locale)} · ${say(found.name, locale)}`
    },
  }
}
