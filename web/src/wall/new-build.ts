import { useEffect, useRef, useState } from 'react'
import { useWallState } from './wall-context.ts'

/** The page itself is asked for anew so often, and whenever the server was away. */
const askEveryMs = 5 * 60_000
const script = /<script[^>]+src="([^"]*\/assets\/wall[^"]*\.js)"/

/**
 * Finds out when the server has a newer build of this page and loads it when the wall is calm: between two shots, with nothing held or
 * interrupting. Only a build that has arrived is loaded: a server that stops in this moment leaves the wall as it is.
 * @param moment changes with every shot
 */
export function useNewBuild(isCalm: boolean, moment: string): void {
  const [isWaiting, setWaiting] = useState(false)
  const isLive = useWallState(({ feed }) => feed.status === 'live')
  const seen = useRef(moment)
  useEffect(() => {
    if (import.meta.env.DEV || !isLive) return
    const ask = () =>
      void isNewer().then(
        found => found && setWaiting(true),
        // the server is away: it will be asked again
        () => undefined,
      )
    ask()
    const timer = setInterval(ask, askEveryMs)
    return () => clearInterval(timer)
  }, [isLive])
  useEffect(() => {
    const isBetween = seen.current !== moment
    seen.current = moment
    if (isWaiting && isCalm && isBetween) window.location.reload()
  }, [isWaiting, isCalm, moment])
}

async function isNewer(): Promise<boolean> {
  const page = await fetch(window.location.pathname, { cache: 'no-store' })
  const found = page.ok ? script.exec(await page.text())?.[1] : undefined
  const own = document.querySelector('script[type="module"][src*="/assets/wall"]')?.getAttribute('src')
  if (found === undefined || own === undefined || own === null || found === own) return false
  return (await fetch(found, { cache: 'no-store' })).ok
}
