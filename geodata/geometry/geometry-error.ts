export type GeometryErrorCode =
  | 'extent-too-wide'
  | 'not-a-topology'
  | 'ring-too-short'
  | 'overlapping-faces'
  | 'unknown-parent'
  | 'duplicate-code'
  | 'cyclic-tree'
  | 'too-tangled'

/** Thrown for shapes that cannot be worked with. The code travels; `detail` names the culprit, never a sentence. */
export class GeometryError extends Error {
  readonly code: GeometryErrorCode
  readonly detail: string

  constructor(code: GeometryErrorCode, detail = '') {
    super(detail === '' ? code : `${code}: ${detail}`)
    this.name = 'GeometryError'
    this.code = code
    this.detail = detail
  }
}
