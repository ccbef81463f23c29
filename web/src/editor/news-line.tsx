import { Ban, Check } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import type { Editor } from './editor.ts'
import { movingAlong } from './scene.ts'
import { useStepWords } from './step-words.ts'
import { useEditorChanges } from './use-desk.ts'

/** What just happened, or what may not be and why: below the middle of the map, and spoken. */
export function NewsLine({ editor }: { editor: Editor }) {
  const t = useMessages('editor')
  const words = useCityWords()
  const say = useStepWords(editor)
  useEditorChanges(editor)
  const stop = useStop(editor)
  const { news, ghost } = editor
  if (stop !== null)
    return (
      <p className="news news-refused" role="alert">
        <Ban size={16} aria-hidden /> {t.refused(t.refusals[stop])}
      </p>
    )
  if (ghost !== null || (news === null && editor.selection === null))
    return (
      <p className="news news-hint" role="status">
        {t.toolHints[editor.tool.name]}
      </p>
    )
  if (news?.kind === 'refused')
    return (
      <p className="news news-refused" role="alert">
        <Ban size={16} aria-hidden /> {t.refused(t.refusals[news.refusal.code])}
      </p>
    )
  const along = movingAlong(editor)
  const sentence =
    news === null
      ? t.alsoMovesNames(along.map(({ grid }) => words.say(grid.name)).join(t.comma))
      : { drawn: t.did, undone: t.undid, redone: t.redid }[news.kind](say(news.step))
  if (news === null && along.length === 0) return null
  return (
    <p className="news" role="status">
      {news !== null && <Check size={16} aria-hidden />} {sentence}
    </p>
  )
}

/** Why the pointer may not be released where it is; told when it changes, not with each frame. */
function useStop(editor: Editor) {
  const [stop, setStop] = useState<ReturnType<typeof refusalOf>>(null)
  useEffect(() => editor.onFrame(() => setStop(refusalOf(editor))), [editor])
  return stop
}

function refusalOf({ ghost }: Editor) {
  return ghost?.refusal?.code ?? null
}
