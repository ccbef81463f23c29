import { Mark } from '../shell/mark.tsx'

/** Before there is a picture, and when there may be none: the sign of the product and a word. */
export function WallDoor({ words }: { words: string }) {
  return (
    <main className="wall-door" data-feed="lost">
      <Mark size={72} />
      <p role="status">{words}</p>
    </main>
  )
}
