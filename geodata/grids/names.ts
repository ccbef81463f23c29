import { customPinyin, pinyin } from 'pinyin-pro'
import type { Bilingual } from '../city-folder.ts'

/** Readings of the place: 圩 is a dyke here, 重华 is the name of 舜. */
customPinyin({ 圩: 'wéi', 重华: 'chóng huá' })

/** Institutions that are communities too: their names are words, not places. */
const WORDED: Record<string, string> = {
  安徽淮南高新技术产业开发区社区: 'Anhui Huainan High-Tech Zone Community',
  安徽淮南现代煤化工产业园社区: 'Anhui Huainan Coal Chemical Park Community',
  淮南平圩经济开发区社区: 'Huainan Pingwei Economic Development Zone Community',
  平圩电厂居委会: 'Pingwei Power Plant Residents’ Committee',
}

const KINDS: [RegExp, string][] = [
  [/经济开发区$/, ' Economic Development Zone'],
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
  const worded = WORDED[zh]
  if (worded) return { zh, en: worded }
  const kind = KINDS.find(([pattern]) => pattern.test(zh))
  const proper = kind ? zh.replace(kind[0], '') : zh
  return { zh, en: `${romanised(proper)}${kind ? kind[1] : ''}` }
}

/** One word with a capital: 田家庵 → Tianjia'an. */
function romanised(zh: string) {
  const syllables = pinyin(zh, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' })
  const word = syllables
    .map(s => s.replace('v', 'ü'))
    .reduce((all, s) => all + (all !== '' && /^[aoe]/.test(s) ? `'${s}` : s), '')
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** 田东街道 → 田东, 上窑镇 → 上窑: as people shorten it in composed names. */
export function short(zh: string) {
  return zh.length > 2 ? zh.replace(/(街道|镇|社区)$/, '') : zh
}
