// Loaded into a console that is measured (`--expose-gc --import`): collects garbage when asked, and tells what is left (`Memory` of
// load-console.ts). Plain JavaScript, since it is loaded before anything that reads TypeScript is sure to be.
process.on('message', () => {
  for (let round = 0; round < 3; round++) globalThis.gc?.()
  const { heapUsed, external, rss } = process.memoryUsage()
  process.send?.({ held: heapUsed + external, resident: rss })
})
process.channel?.unref()
