import type { Padding } from '../map/camera.ts'

/** Space between a panel and what the map shows beside it. */
const gap = 24

/** Which side of the map a panel covers; set as `data-cover` on what lies over the map. */
export type Side = 'left' | 'right' | 'bottom'

/** A panel this wide, as a share of the map, is a sheet at the bottom, whatever it is elsewhere. */
const sheetShare = 0.8

/** How much of the map panels cover, measured now. */
export function coveredNow(): Padding {
  const map = document.querySelector('.map')?.getBoundingClientRect()
  const covered = { top: gap, right: gap, bottom: gap, left: gap }
  if (map === undefined) return covered
  for (const panel of document.querySelectorAll<HTMLElement>('[data-cover]')) {
    const box = panel.getBoundingClientRect()
    if (box.width === 0 || box.height === 0) continue
    const side = box.width > map.width * sheetShare ? 'bottom' : (panel.dataset.cover as Side)
    if (side === 'left') covered.left = Math.max(covered.left, box.right - map.left + gap)
    // a panel that slides in is measured where it will stand
    if (side === 'right') covered.right = Math.max(covered.right, panel.offsetWidth + gap)
    if (side === 'bottom') covered.bottom = Math.max(covered.bottom, panel.offsetHeight + gap)
  }
  return covered
}
