import type { Bounds } from './camera.ts'

/** A picture that lies on the ground: rows from north to south, evenly spaced in Web Mercator, colours not premultiplied. */
export type GroundPicture = { readonly image: ImageData; readonly bounds: Bounds }
