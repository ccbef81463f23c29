/** Fewest characters a name keeps: less would not be a name. */
const fewest = 2

/**
 * A grid's name as it stands on the map inside its parent: `祁圩社区第04网格` inside `祁圩社区` is `第04网格`. English names
 * lose the same words.
 */
export function shortName(name: string, parent: string | undefined): string {
  if (parent === undefined) return name
  const shared = sharedStart(name, parent)
  const rest = name.slice(shared).trim()
  return rest.length < fewest || rest.length === name.length ? name : rest
}

/** Characters that both names begin with, cut back to a whole word: before a digit, 第, or a space. */
function sharedStart(name: string, parent: string): number {
  let n = 0
  while (n < name.length && n < parent.length && name[n] === parent[n]) n++
  while (n > 0 && n < name.length && !/^(第|\d| )/.test(name.slice(n))) n--
  return n
}
