const pressMs = 550
/** Pixels a resting finger may wander. */
const wanderPixels = 10

/** A long press of one finger, for screens without a right button. Returns how to stop listening. */
export function onLongPress(element: HTMLElement, pressed: (x: number, y: number) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let start = { x: 0, y: 0 }
  const stop = () => clearTimeout(timer)
  const down = (event: TouchEvent) => {
    stop()
    const [touch] = event.touches
    if (touch === undefined || event.touches.length > 1) return
    start = { x: touch.clientX, y: touch.clientY }
    timer = setTimeout(() => {
      const box = element.getBoundingClientRect()
      pressed(start.x - box.left, start.y - box.top)
    }, pressMs)
  }
  const move = (event: TouchEvent) => {
    const [touch] = event.touches
    if (touch && Math.hypot(touch.clientX - start.x, touch.clientY - start.y) > wanderPixels) stop()
  }
  element.addEventListener('touchstart', down, { passive: true })
  element.addEventListener('touchmove', move, { passive: true })
  element.addEventListener('touchend', stop)
  element.addEventListener('touchcancel', stop)
  return () => {
    stop()
    element.removeEventListener('touchstart', down)
    element.removeEventListener('touchmove', move)
    element.removeEventListener('touchend', stop)
    element.removeEventListener('touchcancel', stop)
  }
}
