import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { cityQuery } from '../city/city.api.ts'
import { Director, type Shown } from './director.ts'
import { isSerious, urgentClasses } from './serious.ts'
import { type Shot, shotsOf } from './shots.ts'
import { programmeQuery, remoteQuery } from './wall.api.ts'
import { usePicture, useWallSource } from './wall-context.ts'

const lookMs = 400
const askMs = 2_000
const noGrids: readonly string[] = []

/** What the wall shows now: by the programme, the remote, and what comes in. */
export function useShown(): Shown {
  const source = useWallSource()
  // a wall that replays a day has no stream that tells it of the remote
  const refetchInterval = 'speed' in source ? askMs : (false as const)
  const { data: programme } = useQuery({ ...programmeQuery, refetchInterval })
  const { data: remote } = useQuery({ ...remoteQuery, refetchInterval })
  const { data: city } = useQuery(cityQuery)
  const picture = usePicture()
  const codes = picture?.staffing.map(({ grid }) => grid.code).join() ?? ''
  const hasChanges = (picture?.changes.length ?? 0) > 0
  const shots = useMemo(
    () =>
      shotsOf(programme?.scenes ?? [], {
        grids: codes === '' ? noGrids : codes.split(','),
        hasChanges,
      }),
    [programme, codes, hasChanges],
  )
  // scenes take their time by the clock of the room, also where a past day runs by
  const director = useRef<Director | null>(null)
  director.current ??= new Director(shots, Date.now())
  const [shown, setShown] = useState<Shown>(() => (director.current as Director).shown(Date.now()))

  useEffect(() => director.current?.setShots(shots, Date.now()), [shots])
  useEffect(() => {
    if (remote === undefined) return
    director.current?.setRemote(remote, Date.now())
    setShown(before => latest(before, director.current))
  }, [remote])
  useEffect(() => {
    const urgent = urgentClasses(city)
    return source.store.onStep(step => {
      if (!isSerious(step, urgent)) return
      // a day that is played again brings its news at its own time
      director.current?.interrupt(step, 'speed' in source ? Date.parse(step.at) : Date.now())
    })
  }, [source, city])
  useEffect(() => {
    const timer = setInterval(() => setShown(before => latest(before, director.current)), lookMs)
    return () => clearInterval(timer)
  }, [])
  return shown
}

/** The same object while nothing has changed that can be seen: progress is seen in fiftieths. */
function latest(before: Shown, director: Director | null): Shown {
  const now = director?.shown(Date.now()) ?? before
  const same =
    sameShot(before.shot, now.shot) &&
    before.serious?.seq === now.serious?.seq &&
    before.isPinned === now.isPinned &&
    before.waiting === now.waiting &&
    Math.abs(before.progress - now.progress) < 0.02
  return same ? before : now
}

function sameShot(a: Shot, b: Shot): boolean {
  return (
    a === b || (a.key === b.key && a.kind === b.kind && JSON.stringify(a.chosen) === JSON.stringify(b.chosen))
  )
}
