/**
 * Where the street-level units roughly lie and how densely they are lived in. The positions are approximate, from general
 * knowledge, to about a kilometre; no open source gives the units' borders. Whatever is derived from them is synthetic.
 */
export interface Place {
  /** Code of the street-level unit. */
  unit: string
  lon: number
  lat: number
  /** Blocks per km² that the settlement adds at its middle, and how far it reaches (standard deviation, km). */
  peak: number
  reach: number
}

/** Blocks per km² of open country between the settlements. */
export const COUNTRYSIDE = 0.42

const place = (unit: string, lon: number, lat: number, peak: number, reach: number): Place => ({
  unit,
  lon,
  lat,
  peak,
  reach,
})

export const places: Place[] = [
  place('340402001', 117.056, 32.63, 14, 1.1),
  place('340402100', 117.165, 32.69, 2.5, 1.1),
  place('340402101', 117.085, 32.705, 4, 1.2),
  place('340402102', 117.09, 32.637, 5, 1.1),
  place('340402200', 117.1, 32.57, 0.8, 0.9),
  place('340402400', 117.052, 32.662, 4, 1),
  place('340403001', 117.036, 32.664, 14, 0.9),
  place('340403002', 117.018, 32.667, 16, 0.8),
  place('340403003', 117.014, 32.652, 17, 0.9),
  place('340403004', 117.0, 32.664, 15, 0.9),
  place('340403005', 117.026, 32.642, 16, 1),
  place('340403006', 117.0, 32.648, 15, 0.9),
  place('340403007', 116.988, 32.632, 13, 1.1),
  place('340403008', 117.014, 32.632, 14, 1),
  place('340403009', 116.958, 32.626, 9, 1.1),
  place('340403100', 116.997, 32.608, 5, 1.5),
  place('340403101', 116.957, 32.655, 4, 1.5),
  place('340403102', 117.03, 32.51, 1.6, 1.1),
  place('340403103', 116.98, 32.57, 3.4, 1.6),
  place('340403201', 117.01, 32.45, 0.8, 0.9),
  place('340404001', 116.861, 32.599, 13, 1),
  place('340404002', 116.848, 32.606, 12, 0.9),
  place('340404003', 116.872, 32.61, 11, 0.9),
  place('340404004', 116.878, 32.596, 10, 0.9),
  place('340404005', 116.863, 32.584, 10, 0.9),
  place('340404100', 116.91, 32.634, 3.5, 1.4),
  place('340404101', 116.902, 32.583, 3, 1.3),
  place('340404102', 116.872, 32.545, 2.2, 1.2),
  place('340404103', 116.905, 32.48, 1.4, 1.1),
  place('340404200', 116.875, 32.43, 0.7, 0.9),
  place('340404201', 116.95, 32.44, 0.7, 0.9),
  place('340405001', 116.838, 32.618, 12, 0.9),
  place('340405002', 116.85, 32.632, 10, 0.9),
  place('340405003', 116.826, 32.609, 10, 0.9),
  place('340405100', 116.806, 32.672, 0.9, 0.9),
  place('340405121', 116.8, 32.626, 2.5, 1.1),
  place('340405400', 116.845, 32.672, 0.3, 0.8),
  place('340406001', 116.822, 32.784, 8, 1.9),
  place('340406100', 117.03, 32.76, 1.8, 1.2),
  place('340406101', 116.9, 32.69, 3, 1.4),
  place('340406102', 116.85, 32.83, 1.8, 1.3),
  place('340406103', 116.8, 32.82, 1, 0.9),
  place('340406104', 116.738, 32.8, 2.4, 1.3),
  place('340406105', 116.74, 32.73, 0.8, 0.9),
  place('340406106', 116.94, 32.84, 0.8, 0.9),
  place('340406107', 116.83, 32.72, 2.2, 1.1),
  place('340406108', 116.755, 32.88, 0.7, 0.9),
  place('340406202', 116.93, 32.77, 0.8, 0.9),
]
