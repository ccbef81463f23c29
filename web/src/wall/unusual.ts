import type { Figure } from './wall.api.ts'

export type Standing = 'usual' | 'above' | 'below' | 'worse-above' | 'worse-below'

/** A number may be this share away from the usual one. */
const tolerance = 0.25
/** Fewer cases than so many away are chance. */
const chance = 5
/** A share may be so much away, in points of one. */
const sharePoints = 0.05

/** Which way is worse; null: neither. */
const worse: Readonly<Record<Figure['key'], 'above' | 'below' | null>> = {
  open: 'above',
  overdue: 'above',
  'reported-today': null,
  'closed-today': 'below',
  'on-time': 'below',
  'minutes-to-take': 'above',
  'minutes-to-close': 'above',
}

/** How a number stands to what is usual at the same hour. */
export function standingOf({ key, value, usual }: Pick<Figure, 'key' | 'value' | 'usual'>): Standing {
  if (value === null || usual === null) return 'usual'
  const away = value - usual
  const least = key === 'on-time' ? sharePoints : Math.max(isCount(key) ? chance : 0, tolerance * usual)
  if (Math.abs(away) <= least) return 'usual'
  const side = away > 0 ? 'above' : 'below'
  return worse[key] === side ? `worse-${side}` : side
}

function isCount(key: Figure['key']): boolean {
  return key !== 'minutes-to-take' && key !== 'minutes-to-close'
}
