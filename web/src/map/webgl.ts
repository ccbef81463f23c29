/** Whether this browser can draw the map at all (WebGL 2, in hardware or software). */
export function canDrawMap(): boolean {
  const context = document.createElement('canvas').getContext('webgl2')
  context?.getExtension('WEBGL_lose_context')?.loseContext()
  return context !== null
}
