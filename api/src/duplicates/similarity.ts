/**
 * Likeness of two texts, 0 to 1: characters and pairs of neighbouring characters that both have, over the geometric mean of what each
 * has (Ochiai). Chinese has no spaces to split words at; a pair is about a word, and single characters still agree where people choose
 * different words (路灯坏了, 灯不亮). Order and length matter little, so a title alone resembles the same title with a long text.
 */
export function similarity(a: string, b: string): number {
  const [partsA, partsB] = [partsOf(a), partsOf(b)]
  if (partsA.size === 0 || partsB.size === 0) return 0
  let shared = 0
  for (const part of partsA) if (partsB.has(part)) shared++
  return shared / Math.sqrt(partsA.size * partsB.size)
}

/** Whether there is anything to compare. */
export function hasWords(text: string): boolean {
  return partsOf(text).size > 0
}

/** Letters and digits only, full-width ones as their plain forms. */
function partsOf(text: string): Set<string> {
  const characters = [
    ...text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, ''),
  ]
  return new Set([...characters, ...characters.slice(1).map((next, i) => `${characters[i]}${next}`)])
}
