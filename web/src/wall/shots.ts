import type { Remote, Scene } from './wall.api.ts'

/** What the wall shows at one time: a scene, or one grid of the scene `grids`. */
export interface Shot {
  readonly key: string
  /** Its scene's place in the programme. */
  readonly scene: number
  readonly kind: Scene['kind']
  readonly seconds: number
  /** Of `grids`: the one shown. */
  readonly grid: string | null
  /** Of `chosen`. */
  readonly chosen: Extract<Scene, { kind: 'chosen' }> | null
}

export interface ShotContext {
  /** Codes of the largest level's grids, in order. */
  readonly grids: readonly string[]
  readonly hasChanges: boolean
}

/** The programme as a round of shots; what has nothing to show is left out. Never empty: the city is always there. */
export function shotsOf(scenes: readonly Scene[], { grids, hasChanges }: ShotContext): Shot[] {
  const shots = scenes.flatMap((scene, at): Shot[] => {
    const { kind, seconds } = scene
    const shot = { scene: at, kind, seconds, grid: null, chosen: null }
    if (kind === 'changes' && !hasChanges) return []
    if (kind === 'grids') return grids.map(grid => ({ ...shot, key: `${at} ${grid}`, grid }))
    if (kind === 'chosen')
      return [{ ...shot, key: `${at}`, chosen: scene as Extract<Scene, { kind: 'chosen' }> }]
    return [{ ...shot, key: `${at}` }]
  })
  if (shots.length > 0) return shots
  return [{ key: 'city', scene: 0, kind: 'city', seconds: 60, grid: null, chosen: null }]
}

/** The shot that the remote holds; -1: none. */
export function pinnedShot(shots: readonly Shot[], pinned: Remote['pinned']): number {
  if (pinned === null) return -1
  const exact = shots.findIndex(({ scene, grid }) => scene === pinned.scene && grid === (pinned.grid ?? null))
  return exact >= 0 ? exact : shots.findIndex(({ scene }) => scene === pinned.scene)
}
