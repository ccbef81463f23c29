/**
 * Points in metres at least `spacing(x, y)` apart and as dense as that allows (Bridson's Poisson disc with a varying radius),
 * grown from `start`, which is kept as it is. Stays within `reach` of nothing but the box.
 */
export function scatter(
  start: { x: number; y: number }[],
  box: { west: number; south: number; east: number; north: number },
  spacing: (x: number, y: number) => number,
  next: () => number,
) {
  const columns = Math.ceil((box.east - box.west) / CELL) + 1
  const rows = Math.ceil((box.north - box.south) / CELL) + 1
  const head = new Int32Array(columns * rows).fill(-1)
  const chain: number[] = []
  const points = [...start]
  const radius = start.map(p => spacing(p.x, p.y))
  const cellOf = (x: number, y: number) =>
    Math.floor((y - box.south) / CELL) * columns + Math.floor((x - box.west) / CELL)
  const enter = (i: number, x: number, y: number) => {
    const cell = cellOf(x, y)
    chain[i] = head[cell] as number
    head[cell] = i
  }
  for (const [i, p] of points.entries()) enter(i, p.x, p.y)

  const free = (x: number, y: number, r: number) => {
    const c0 = Math.max(0, Math.floor((x - r - box.west) / CELL))
    const c1 = Math.min(columns - 1, Math.floor((x + r - box.west) / CELL))
    const r0 = Math.max(0, Math.floor((y - r - box.south) / CELL))
    const r1 = Math.min(rows - 1, Math.floor((y + r - box.south) / CELL))
    for (let row = r0; row <= r1; row++)
      for (let column = c0; column <= c1; column++)
        for (let i = head[row * columns + column] as number; i >= 0; i = chain[i] as number) {
          const p = points[i]
          if (p && (p.x - x) * (p.x - x) + (p.y - y) * (p.y - y) < r * r) return false
        }
    return true
  }

  const active = points.map((_, i) => i)
  while (active.length > 0) {
    const slot = Math.floor(next() * active.length)
    const from = active[slot] as number
    const p = points[from]
    const r = radius[from] as number
    let placed = false
    for (let attempt = 0; p && attempt < ATTEMPTS; attempt++) {
      const angle = 2 * Math.PI * next()
      const distance = r * (1 + 0.6 * next())
      const x = p.x + distance * Math.cos(angle)
      const y = p.y + distance * Math.sin(angle)
      if (x < box.west || x > box.east || y < box.south || y > box.north) continue
      const own = spacing(x, y)
      if (!free(x, y, own)) continue
      points.push({ x, y })
      radius.push(own)
      enter(points.length - 1, x, y)
      active.push(points.length - 1)
      placed = true
      break
    }
    if (!placed) {
      active[slot] = active[active.length - 1] as number
      active.pop()
    }
  }
  return points
}

/** Metres. */
const CELL = 40
const ATTEMPTS = 14
