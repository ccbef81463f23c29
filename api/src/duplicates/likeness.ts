import { distanceMeters } from '@jingwei/geodata/geometry/distance.ts'
import type { Place } from '../routing/place.ts'
import type { Resemblance } from './contract.ts'
import { hasWords, similarity } from './similarity.ts'

/** When two reports of a class may be of one matter; data of the city (table `duplicate_rule`). */
export interface DuplicateRule {
  readonly radiusMeters: number
  readonly windowHours: number
  /** For two reports at the very same place. */
  readonly minSimilarity: number
}

/** A report as far as it tells what the matter is. */
export interface Told {
  readonly place: Place
  readonly at: Date
  readonly words: string
}

/** How much more the words must agree at the edge of the radius than at the same place. */
const farAsksMore = 0.3
/** Without words nearness alone speaks, within this share of the radius. */
const wordlessShare = 0.5

/** Two reports of one class compared; null when they are not likely to be of one matter. */
export function likeness(rule: DuplicateRule, a: Told, b: Told): Resemblance | null {
  const meters = distanceMeters(...a.place, ...b.place)
  const minutes = Math.round(Math.abs(a.at.getTime() - b.at.getTime()) / 60_000)
  const share = meters / rule.radiusMeters
  if (share > 1 || minutes > rule.windowHours * 60) return null
  if (!hasWords(a.words) || !hasWords(b.words))
    return share <= wordlessShare ? { meters, minutes, similarity: null } : null
  const words = similarity(a.words, b.words)
  return words >= rule.minSimilarity + farAsksMore * share ? { meters, minutes, similarity: words } : null
}

/** For sorting, the likeliest first: agreeing words and nearness weigh alike. */
export function byLikeness(rule: DuplicateRule) {
  const rank = ({ meters, similarity }: Resemblance) => (similarity ?? 0) - meters / rule.radiusMeters
  return (a: Resemblance, b: Resemblance): number => rank(b) - rank(a)
}
