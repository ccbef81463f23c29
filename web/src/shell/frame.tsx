import './frame.css'
import { MapCanvas } from '../map/map-canvas.tsx'

export function Frame() {
  return (
    <main className="frame">
      <MapCanvas />
    </main>
  )
}
