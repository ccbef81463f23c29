import type { City } from '@jingwei/api/city/contract.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { topGridsQuery } from '../grids/grids.api.ts'
import { say, useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/states.tsx'
import { commandWall, programmeQuery, remoteQuery, type Scene } from './wall.api.ts'

const followMs = 3_000

/** Holds a scene, lets go, or goes to the next one. */
export function RemoteScenes({ city }: { city: City }) {
  const t = useMessages('wall')
  const locale = useLocale()
  const queries = useQueryClient()
  const { data: programme } = useQuery(programmeQuery)
  const { data: remote } = useQuery({ ...remoteQuery, refetchInterval: followMs })
  const { data: page } = useQuery(topGridsQuery(city.levels[0]?.key ?? ''))
  const [grid, setGrid] = useState('')
  const command = useMutation({
    mutationFn: commandWall,
    onSuccess: data => queries.setQueryData(remoteQuery.queryKey, data),
  })
  const pinned = remote?.pinned ?? null
  return (
    <section className="remote-part" aria-label={t.onWall}>
      <h2>{t.onWall}</h2>
      <div className="remote-row">
        <Button look="primary" onPress={() => command.mutate({ act: 'skip' })}>
          {t.skip}
        </Button>
        <Button isDisabled={pinned === null} onPress={() => command.mutate({ act: 'release' })}>
          {t.release}
        </Button>
      </div>
      {command.error !== null && <ErrorNotice error={command.error} />}
      <ul className="remote-scenes">
        {programme?.scenes.map((scene, at) => (
          <li key={at} data-pinned={pinned?.scene === at}>
            <span>{sceneName(scene, t.scenes, locale)}</span>
            {scene.kind === 'grids' && (
              <select aria-label={t.grid} value={grid} onChange={event => setGrid(event.target.value)}>
                <option value="">{t.allGrids}</option>
                {page?.grids.map(({ code, name }) => (
                  <option key={code} value={code}>
                    {say(name, locale)}
                  </option>
                ))}
              </select>
            )}
            <Button
              onPress={() =>
                command.mutate({
                  act: 'pin',
                  scene: at,
                  ...(scene.kind === 'grids' && grid !== '' ? { grid } : {}),
                })
              }
            >
              {pinned?.scene === at ? t.pinned : t.pin}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function sceneName(
  scene: Scene,
  names: Readonly<Record<Scene['kind'], string>>,
  locale: Parameters<typeof say>[1],
): string {
  return scene.kind === 'chosen' ? say(scene.title, locale) : names[scene.kind]
}
