import { stepColour } from '../heat/hexagon-steps.ts'

/**
 * Seven colours from less (blue) through nothing to more (orange), which every kind of colour vision tells apart: the sides differ in blue
 * and yellow, and each side in lightness. On a dark ground the far ends are the light ones.
 */
const mirrored = {
  paper: ['#1d5f8f', '#5a9cc4', '#b3d2e4', '#eceae4', '#f4cfa4', '#db8f3f', '#9c4d0a'],
  night: ['#a5d4f0', '#5d9cc3', '#30546b', '#2b353a', '#6b4a25', '#c5853a', '#f9cb8c'],
} as const

export function mirroredColour(step: number, dark: boolean): string {
  return mirrored[dark ? 'night' : 'paper'][step + 3] ?? '#888888'
}

export function classColour(index: number, classes: number, dark: boolean): string {
  const [r, g, b] = stepColour(index, classes, dark)
  return `rgb(${r}, ${g}, ${b})`
}

/** Hot and cold, strong and less so; nothing that chance explains has a colour. */
export function spotColour({ z, q }: { z: number; q: number }, dark: boolean): string | null {
  if (q > 0.05 || z === 0) return null
  return mirroredColour(Math.sign(z) * (q <= 0.01 ? 3 : 2), dark)
}
