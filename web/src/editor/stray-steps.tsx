import { useState } from 'react'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/states.tsx'
import { type Desk, forgetKept, inUnits } from './editor.api.ts'

/** Steps that this device kept and the server's draft contradicts: drawn again on it, as far as they fit, or given up. */
export function StraySteps({ desk }: { desk: Desk }) {
  const t = useMessages('editor')
  const [said, setSaid] = useState<string | null>(null)
  if (said !== null) return <Notice tone="quiet">{said}</Notice>
  if (desk.stray.length === 0) return null
  const again = async () => {
    const { editor } = desk
    await forgetKept(desk)
    let [done, refused] = [0, 0]
    for (const { entry } of desk.stray) {
      const own = inUnits(entry)
      if (own.kind === 'undo') done > 0 && editor.undo()
      else if (own.kind === 'redo') editor.redo()
      else if (editor.draw(own)) done++
      else refused++
    }
    setSaid(t.drawnAgain(`${done}`, `${refused}`))
  }
  return (
    <Notice tone="warning">
      <p>{t.stray(`${desk.stray.length}`)}</p>
      <div className="wrap">
        <Button onPress={() => void again()}>{t.drawAgain}</Button>
        <Button
          look="danger"
          onPress={() => void forgetKept(desk).then(() => setSaid(t.drawnAgain('0', `${desk.stray.length}`)))}
        >
          {t.dropStray}
        </Button>
      </div>
    </Notice>
  )
}
