import type { Map as MapLibre } from 'maplibre-gl'

/** Binding points that deck.gl may take: it counts from 0, a few for each layer. */
const points = 8

/**
 * deck.gl draws in the map's own WebGL context and leaves its uniform buffers bound; MapLibre 6 binds its own once a
 * frame, and names drawn afterwards shrink or vanish (deck.gl issue 10700). So what was bound is bound again. MapLibre binds
 * whole buffers; asking for offsets and sizes as well would wait for the graphics process in every frame.
 */
export function keepUniformBuffers(map: MapLibre): { onBeforeRender: () => void; onAfterRender: () => void } {
  let bound: (WebGLBuffer | null)[] = []
  let gl: WebGL2RenderingContext | null = null
  return {
    onBeforeRender: () => {
      gl ??= map.getCanvas().getContext('webgl2')
      bound = Array.from({ length: points }, (_, i) => bufferAt(gl, i))
    },
    onAfterRender: () => {
      bound.forEach((buffer, i) => {
        if (buffer !== null && bufferAt(gl, i) !== buffer) gl?.bindBufferBase(gl.UNIFORM_BUFFER, i, buffer)
      })
    },
  }
}

function bufferAt(gl: WebGL2RenderingContext | null, point: number): WebGLBuffer | null {
  return gl?.getIndexedParameter(gl.UNIFORM_BUFFER_BINDING, point) ?? null
}
