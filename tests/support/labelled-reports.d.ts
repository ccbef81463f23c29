/** A report of which it is known what matter it is of. Synthetic: written by us, not by a city's people. */
export interface LabelledReport {
  readonly classCode: string
  readonly kind: 'event' | 'component'
  readonly place: readonly [lon: number, lat: number]
  readonly at: Date
  readonly words: string
  /** Reports with the same number are of one matter. */
  readonly matter: number
}
/**
 * Scenes of one class at one corner. In each: a matter told by several people in their own words, with slips of the keyboard and the
 * error of a telephone's position; beside it other matters of the same class, at the same spot or a few houses on, some in the very
 * words; the same thing again a week later, which is the same matter where a thing stays broken and another one where something happens.
 */
export declare function labelledReports(seed: number, scenes?: number): LabelledReport[]
