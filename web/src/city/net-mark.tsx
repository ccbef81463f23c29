import './net-mark.css'
import { useCityWords } from './city-words.ts'

/** A net's name after its hue and its line pattern, so that neither is needed alone. */
export function NetMark({ net }: { net: string }) {
  const words = useCityWords()
  const index = words.netIndex(net)
  return (
    <span className="net-mark">
      <span className="net-swatch" data-net={(index < 0 ? 4 : index % 5) + 1} aria-hidden />
      {words.net(net)}
    </span>
  )
}
