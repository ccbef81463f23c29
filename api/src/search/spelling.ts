import { pinyin } from 'pinyin-pro'

/** How Chinese text is typed without Chinese: `田东街道第2片区` → initials `tdjdd2pq`, full `tiandongjiedaodi2pianqu`. */
export interface Spelling {
  readonly initials: string
  readonly full: string
}

export function spellingOf(text: string): Spelling {
  const syllables = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
  const isChinese = (i: number) => syllables[i] !== undefined && !text.includes(syllables[i])
  const parts = syllables.map((syllable, i) => (isChinese(i) ? syllable.slice(0, 1) : syllable))
  return { initials: plain(parts.join('')), full: plain(syllables.join('')) }
}

/** Lower case, letters and digits only. */
function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}
