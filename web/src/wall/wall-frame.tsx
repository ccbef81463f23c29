import type { CSSProperties, ReactNode } from 'react'
import { freshness } from './freshness.ts'
import { useNow, useWallSource, useWallState } from './wall-context.ts'

/** The wall's edge says at a distance whether the picture is of now; its data say how far the log was followed. */
export function WallFrame({
  style,
  isStacked,
  children,
}: {
  style: CSSProperties
  isStacked: boolean
  children: ReactNode
}) {
  const source = useWallSource()
  useNow(1000)
  // a change is said at once
  useWallState(({ feed }) => feed.status)
  const { status } = freshness(source.store.state, Date.now())
  const counts = useWallState(({ seq }) => seq)
  const { heard, doubled } = source.store.state
  return (
    <div
      className={isStacked ? 'wall wall-stacked' : 'wall'}
      style={style}
      data-picture={'speed' in source ? 'replay' : status}
      data-seq={counts}
      data-heard={heard}
      data-doubled={doubled}
    >
      {children}
    </div>
  )
}
