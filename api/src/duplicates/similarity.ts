/**
 * Likeness of two texts, 0 to 1: pairs of neighbouring characters that both have, over the geometric mean of what each has (Ochiai).
 * Chinese has no spaces to split words at, and a pair of characters is about a word. Order and length matter little, so a title
 * alone still resembles the same title with a long text.
 */
export function similarity(a: string, b: string): number {
  const [pairsA, pairsB] = [pairsOf(a), pairsOf(b)]
  if (pairsA.size === 0 || pairsB.size === 0) return 0
  let shared = 0
  for (const pair of pairsA) if (pairsB.has(pair)) shared++
  return shared / Math.sqrt(pairsA.size * pairsB.size)
}

/** Whether there is anything to compare. */
export function hasWords(text: string): boolean {
  return pairsOf(text).size > 0
}

/** Letters and digits only, full-width ones as their plain forms; a text of one character is its own pair. */
function pairsOf(text: string): Set<string> {
  const characters = [
    ...text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, ''),
  ]
  if (characters.length === 1) return new Set(characters)
  return new Set(characters.slice(1).map((character, i) => `${characters[i]}${character}`))
}
