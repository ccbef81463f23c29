import type { FolderGrid, FolderPeople, Profile } from '../city-folder.ts'
import { digits } from '../grids/codes.ts'

type Post = FolderPeople['posts'][number]

/** Worker posts: one per leaf grid and a second one in the most crowded, up to this many. */
const WORKER_POSTS = 1_820
/** Pairs of neighbouring small blocks looked after by one worker. */
const SHARED = 60
/** Worker posts that are vacant on purpose, so that routing has to say so. */
const VACANT = 7
const FROM = '2022-01-01'

/** `people.json`: a lead for every grid with the article's titles, workers on the leaves. All persons are numbers, not names. */
export function people(grids: FolderGrid[], profile: Profile): FolderPeople {
  const persons: FolderPeople['persons'] = []
  const posts: Post[] = []
  const hire = (prefix: string, kind: string, n: number, width: number) => {
    const person = { id: `${prefix}${digits(n, width)}`, name: `${kind} ${digits(n, width)}` }
    persons.push(person)
    return person.id
  }
  for (const level of profile.levels) {
    const members = grids.filter(g => g.level === level.key)
    const role = LEADS[level.key] ?? { prefix: `L-${level.key}-`, kind: level.leadTitle.zh }
    for (const [i, grid] of members.entries())
      posts.push({
        person: hire(role.prefix, role.kind, i + 1, 4),
        grid: grid.code,
        role: 'lead',
        title: level.leadTitle,
        net: 'party',
        from: FROM,
        until: null,
      })
  }
  posts.push(
    ...workers(
      grids.filter(g => g.level === profile.levels.at(-1)?.key),
      n => hire('W', '网格员', n, 4),
    ),
  )
  return { persons, posts }
}

const LEADS: Record<string, { prefix: string; kind: string }> = {
  large: { prefix: 'A', kind: '街道书记' },
  medium: { prefix: 'B', kind: '片区网格长' },
  small: { prefix: 'C', kind: '社区书记' },
  micro: { prefix: 'D', kind: '党小组长' },
}

const TITLE = { zh: '专职网格员', en: 'Full-time grid worker' }

function workers(leaves: FolderGrid[], hire: (n: number) => string): Post[] {
  const byHouseholds = [...leaves].sort((a, b) => b.households - a.households || (a.code < b.code ? -1 : 1))
  const crowded = new Set(byHouseholds.slice(0, WORKER_POSTS - leaves.length).map(g => g.code))
  const shared = sharedPairs(leaves, crowded)
  const vacantStep = Math.floor(leaves.length / VACANT)
  const personOf = new Map<string, string>()
  const posts: Post[] = []
  let count = 0
  for (const [i, { code }] of leaves.entries()) {
    const partner = shared.get(code)
    const vacant = i % vacantStep === Math.floor(vacantStep / 2) && i < VACANT * vacantStep
    const person = vacant ? null : ((partner ? personOf.get(partner) : undefined) ?? hire(++count))
    if (person) personOf.set(code, person)
    posts.push({
      person,
      grid: code,
      role: 'worker',
      title: TITLE,
      net: 'governance',
      from: FROM,
      until: null,
    })
    if (crowded.has(code))
      posts.push({
        person: hire(++count),
        grid: code,
        role: 'worker',
        title: TITLE,
        net: 'service',
        from: FROM,
        until: null,
      })
  }
  return posts
}

/** Second block → first block of a pair: thinly lived-in neighbours in the order of codes, with the same parent. */
function sharedPairs(leaves: FolderGrid[], crowded: Set<string>) {
  const candidates = leaves
    .slice(1)
    .map((second, i) => ({ first: leaves[i], second }))
    .filter(
      ({ first, second }) =>
        first && first.parent === second.parent && !crowded.has(first.code) && !crowded.has(second.code),
    )
    .sort(
      (a, b) =>
        (a.first?.households ?? 0) + a.second.households - (b.first?.households ?? 0) - b.second.households,
    )
  const pairs = new Map<string, string>()
  const used = new Set<string>()
  for (const { first, second } of candidates) {
    if (pairs.size === SHARED) break
    if (!first || used.has(first.code) || used.has(second.code)) continue
    used.add(first.code).add(second.code)
    pairs.set(second.code, first.code)
  }
  return pairs
}
