/** How many cases of a place were reported in a month and are open, or have ended. No case is in two entries. */
export interface Entry<Place> {
  readonly place: Place
  readonly month: string
  readonly open: boolean
  readonly count: number
}

/**
 * The one rule for everything that is told to those who may not read the cases: entries of the same place, month and state are added up, and
 * the sum is cut to a multiple of `least`; below `least` nothing is told at all. Whatever is asked afterwards is a sum of these entries, so
 * any difference of two answers is a multiple of `least` as well, and no question is left that is about fewer than `least` cases.
 */
export function shown<Place>(entries: Iterable<Entry<Place>>, least: number): Entry<Place>[] {
  const sums = new Map<Place, Map<string, Entry<Place>>>()
  for (const entry of entries) {
    const ofPlace = sums.get(entry.place) ?? new Map<string, Entry<Place>>()
    sums.set(entry.place, ofPlace)
    const key = `${entry.month} ${entry.open}`
    ofPlace.set(key, { ...entry, count: entry.count + (ofPlace.get(key)?.count ?? 0) })
  }
  return [...sums.values()].flatMap(ofPlace =>
    [...ofPlace.values()].flatMap(entry => {
      const count = entry.count - (entry.count % least)
      return count === 0 ? [] : [{ ...entry, count }]
    }),
  )
}
