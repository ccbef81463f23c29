/** Things of some height, such as edges, by the bands of the plane that they reach into: those that may meet, without a look at all the others. */
export type Bands = {
  bandOf(y: number): number
  readonly count: number
  /** First and last band of each. */
  readonly first: Int32Array
  readonly last: Int32Array
  /** `members[start[b]] … members[start[b + 1] - 1]` reach into band b, in order. */
  readonly start: Int32Array
  readonly members: Int32Array
}

/** Bands half as high as a thing is on the average, so that each reaches into three of them, on the average; never more bands than things. */
export function bandsOf(low: Int32Array, high: Int32Array): Bands {
  const n = low.length
  let [bottom, top, heights] = [low[0] ?? 0, high[0] ?? 0, 0]
  for (let i = 0; i < n; i++) {
    bottom = Math.min(bottom, low[i] as number)
    top = Math.max(top, high[i] as number)
    heights += (high[i] as number) - (low[i] as number)
  }
  const height = Math.max(1, heights / (2 * n), (top - bottom) / n)
  const bandOf = (y: number) => Math.floor((y - bottom) / height)
  const first = low.map(bandOf)
  const last = high.map(bandOf)
  const count = n === 0 ? 0 : bandOf(top) + 1
  const start = new Int32Array(count + 1)
  for (let i = 0; i < n; i++)
    for (let b = first[i] as number; b <= (last[i] as number); b++)
      start[b + 1] = (start[b + 1] as number) + 1
  for (let b = 1; b < start.length; b++) start[b] = (start[b] as number) + (start[b - 1] as number)
  const members = new Int32Array(start.at(-1) as number)
  const next = start.slice()
  for (let i = 0; i < n; i++)
    for (let b = first[i] as number; b <= (last[i] as number); b++) {
      members[next[b] as number] = i
      next[b] = (next[b] as number) + 1
    }
  return { bandOf, count, first, last, start, members }
}
