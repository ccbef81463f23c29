/** Loaded into a console that is measured (`--expose-gc --import`): collects garbage when asked, and tells what is left. */
export interface Memory {
  /** JavaScript objects and what they hold outside of its heap, in bytes. */
  readonly held: number
  /** Everything that the system counts, in bytes; it rarely shrinks. */
  readonly resident: number
}

process.on('message', () => {
  for (let round = 0; round < 3; round++) globalThis.gc?.()
  const { heapUsed, external, rss } = process.memoryUsage()
  process.send?.({ held: heapUsed + external, resident: rss } satisfies Memory)
})
process.channel?.unref()
