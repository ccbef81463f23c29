import { pinyin } from 'pinyin-pro'
import type { Bilingual } from '../city-folder.ts'

const KINDS: [RegExp, string][] = [
  [/经济开发区社区$/, ' Economic Development Zone Community'],
  [/经济开发区$/, ' Economic Development Zone'],
  [/产业园社区$/, ' Industrial Park Community'],
  [/开发区社区$/, ' Development Zone Community'],
  [/居委会$/, ' Residents’ Committee'],
  [/社区$/, ' Community'],
  [/街道$/, ' Street'],
  [/回族乡$/, ' Hui Township'],
  [/林场$/, ' Forest Farm'],
  [/镇$/, ' Town'],
  [/乡$/, ' Township'],
  [/区$/, ' District'],
]

/** English beside a Chinese place name: pinyin of the proper part and the kind in English. */
export function placeName(zh: string): Bilingual {
  const kind = KINDS.find(([pattern]) => pattern.test(zh))
  const proper = kind ? zh.replace(kind[0], '') : zh
  return { zh, en: `${romanised(proper)}${kind ? kind[1] : ''}` }
}

/** One word with a capital: 田家庵 → Tianjia'an. */
export function romanised(zh: string) {
  const syllables = pinyin(zh, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' })
  const word = syllables.reduce((all, s) => all + (all !== '' && /^[aoe]/.test(s) ? `'${s}` : s), '')
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** 田东街道 → 田东, 上窑镇 → 上窑: as people shorten it in composed names. */
export function short(zh: string) {
  return zh.length > 2 ? zh.replace(/(街道|镇|社区)$/, '') : zh
}
