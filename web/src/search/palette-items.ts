import type { SearchHit } from './search.api.ts'

/** What the palette can do without asking the server. */
export interface Command {
  readonly id: string
  readonly text: string
  /** More words that find it: the other language, pinyin initials. */
  readonly keywords: string
  readonly shortcut?: string
  readonly run: () => void
}

/** Commands whose words hold every word that was typed. */
export function matchingCommands(commands: readonly Command[], typed: string): Command[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return commands.filter(({ text, keywords }) => {
    const haystack = `${text} ${keywords}`.toLowerCase()
    return words.every(word => haystack.includes(word))
  })
}

/** Hits under their kinds; the kind of the best hit first. */
export function hitsByKind(hits: readonly SearchHit[]): { kind: SearchHit['kind']; hits: SearchHit[] }[] {
  const groups = new Map<SearchHit['kind'], SearchHit[]>()
  for (const hit of hits) {
    const group = groups.get(hit.kind)
    if (group === undefined) groups.set(hit.kind, [hit])
    else group.push(hit)
  }
  return [...groups].map(([kind, hits]) => ({ kind, hits }))
}

export function hitId(hit: Pick<SearchHit, 'kind' | 'key'>): string {
  return `${hit.kind} ${hit.key}`
}
