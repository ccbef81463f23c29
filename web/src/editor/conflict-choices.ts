export type Take = 'mine' | 'theirs' | 'redo'
export const takes: readonly Take[] = ['mine', 'theirs', 'redo']

/** What an author has chosen of each cluster and has not yet said to the server: every choice can be taken back. */
export class ConflictChoices {
  readonly #made: (readonly [cluster: string, take: Take])[] = []
  readonly #listeners = new Set<() => void>()
  #current: ReadonlyMap<string, Take> = new Map()

  /** The last word on each cluster. */
  get current(): ReadonlyMap<string, Take> {
    return this.#current
  }

  get canUndo(): boolean {
    return this.#made.length > 0
  }

  choose(cluster: string, take: Take): void {
    if (this.#current.get(cluster) === take) return
    this.#made.push([cluster, take])
    this.#changed()
  }

  undo(): void {
    if (this.#made.pop() !== undefined) this.#changed()
  }

  listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #changed(): void {
    this.#current = new Map(this.#made)
    for (const listener of this.#listeners) listener()
  }
}

/** Of a cluster as it stands against a version: once others have published again, it is to be decided anew. */
export function clusterName(against: number, key: string): string {
  return `${against} ${key}`
}
