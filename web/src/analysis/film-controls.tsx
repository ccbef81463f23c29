import { Pause, Play, SkipBack, SkipForward, X } from 'lucide-react'
import { useCityWords } from '../city/city-words.ts'
import { formatInstant } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { IconButton } from '../ui/button.tsx'
import type { Film } from './film.ts'

/** Play, pause, a step forth and back. */
export function FilmControls({ film, isDisabled }: { film: Film; isDisabled: boolean }) {
  const t = useMessages('analysis')
  const { timeZone } = useCityWords()
  const day = (at: string | undefined) => (at === undefined ? '' : formatInstant(at, timeZone).slice(0, 10))
  return (
    <fieldset className="film" aria-label={t.film}>
      <IconButton icon={SkipBack} label={t.previous} isDisabled={isDisabled} onPress={() => film.go(-1)} />
      {film.isPlaying ? (
        <IconButton icon={Pause} label={t.pause} onPress={film.pause} />
      ) : (
        <IconButton icon={Play} label={t.play} isDisabled={isDisabled} onPress={film.play} />
      )}
      <IconButton icon={SkipForward} label={t.next} isDisabled={isDisabled} onPress={() => film.go(1)} />
      {film.isOn && (
        <>
          <span className="film-step" role="status">
            {film.length > 0 &&
              `${day(film.from)} – ${day(film.to)} · ${t.frameOf(String(film.index + 1), String(film.length))}`}
          </span>
          <IconButton icon={X} label={t.wholeTime} onPress={film.stop} />
        </>
      )}
    </fieldset>
  )
}
