import { useMessages } from '../i18n/messages.ts'
import { freshness } from './freshness.ts'
import { useNow, useWallSource, useWallState } from './wall-context.ts'

/** How old the picture is, always; and whether that is as it should be. */
export function FeedAge() {
  const t = useMessages('wall')
  const source = useWallSource()
  useNow(1000)
  // a change is said at once
  useWallState(({ feed }) => feed.status)
  const now = Date.now()
  const { status, since } = freshness(source.store.state, now)
  const isReplay = 'speed' in source
  const age = since === null || isReplay ? null : Math.max(0, Math.round((now - since) / 1000))
  return (
    <p className="wall-feed" data-feed={status} role="status" aria-live="off">
      <span className="wall-feed-sign" aria-hidden="true" />
      {isReplay ? t.past : age === null ? t.connecting : t.feed[status](t.age(age))}
    </p>
  )
}
