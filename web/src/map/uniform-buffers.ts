import type { Map as MapLibre } from 'maplibre-gl'

/** Binding points that both libraries use: the first few are enough. */
const points = 8

type Binding = { readonly buffer: WebGLBuffer | null; readonly start: number; readonly size: number }

/**
 * deck.gl draws in the map's own WebGL context and leaves its uniform buffers bound; MapLibre 6 does not bind its own
 * again, and names drawn afterwards shrink or vanish (deck.gl issue 10700). So what was bound is bound again.
 */
export function keepUniformBuffers(map: MapLibre): { onBeforeRender: () => void; onAfterRender: () => void } {
  let bound: Binding[] = []
  const context = () => map.getCanvas().getContext('webgl2')
  return {
    onBeforeRender: () => {
      const gl = context()
      if (gl === null) return
      bound = Array.from({ length: points }, (_, i) => ({
        buffer: gl.getIndexedParameter(gl.UNIFORM_BUFFER_BINDING, i) as WebGLBuffer | null,
        start: gl.getIndexedParameter(gl.UNIFORM_BUFFER_START, i) as number,
        size: gl.getIndexedParameter(gl.UNIFORM_BUFFER_SIZE, i) as number,
      }))
    },
    onAfterRender: () => {
      const gl = context()
      bound.forEach(({ buffer, start, size }, i) => {
        if (size > 0) gl?.bindBufferRange(gl.UNIFORM_BUFFER, i, buffer, start, size)
        else gl?.bindBufferBase(gl.UNIFORM_BUFFER, i, buffer)
      })
    },
  }
}
