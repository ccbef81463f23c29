import type { Padding } from '../map/camera.ts'

/** Space between a panel and what the map shows beside it. */
const gap = 24

/** Which side of the map a panel covers; set as `data-cover` on what lies over the map. */
export type Side = 'left' | 'right' | 'bottom'

/** How much of the map panels cover, measured now. */
export function coveredNow(): Padding {
  const map = document.querySelector('.map')?.getBoundingClientRect()
  const covered = { top: gap, right: gap, bottom: gap, left: gap }
  if (map === undefined) return covered
  for (const panel of document.querySelectorAll<HTMLElement>('[data-cover]')) {
    const box = panel.getBoundingClientRect()
    if (box.width === 0 || box.height === 0) continue
    const side = panel.dataset.cover as Side
    if (side === 'left') covered.left = Math.max(covered.left, box.right - map.left + gap)
    if (side === 'right') covered.right = Math.max(covered.right, map.right - box.left + gap)
    if (side === 'bottom') covered.bottom = Math.max(covered.bottom, map.bottom - box.top + gap)
  }
  return roomLeft(covered, map.width, map.height)
}

/** On a small screen panels may cover nearly all: then only half of them counts. */
function roomLeft(covered: Padding, width: number, height: number): Padding {
  const across = covered.left + covered.right > width * 0.7 ? 0.4 : 1
  const down = covered.top + covered.bottom > height * 0.7 ? 0.6 : 1
  return {
    top: covered.top * down,
    bottom: covered.bottom * down,
    left: covered.left * across,
    right: covered.right * across,
  }
}
