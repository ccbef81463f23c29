import { PbfWriter } from 'pbf'
import { extent, type Line } from './clip.ts'

/** A tile as the Mapbox Vector Tile Specification 2.1 writes it: whole numbers, y downwards. */

export interface Layer {
  readonly name: string
  readonly features: readonly Feature[]
}

export interface Feature {
  readonly id: number | null
  readonly properties: readonly (readonly [key: string, value: string])[]
  readonly shape:
    | { readonly type: 'point'; readonly at: Line }
    | { readonly type: 'lines'; readonly lines: readonly Line[] }
    /** Rings without their last point repeated: shells turn clockwise on the screen, holes the other way. */
    | { readonly type: 'rings'; readonly rings: readonly Line[] }
}

const typeCodes = { point: 1, lines: 2, rings: 3 } as const
const moveTo = 1
const lineTo = 2
const closePath = 7

export function encodeTile(layers: readonly Layer[]): Uint8Array {
  const out = new PbfWriter()
  for (const layer of layers) if (layer.features.length > 0) out.writeMessage(3, writeLayer, layer)
  return out.finish()
}

function writeLayer({ name, features }: Layer, out: PbfWriter): void {
  const keys = new Map<string, number>()
  const values = new Map<string, number>()
  out.writeVarintField(15, 2)
  out.writeStringField(1, name)
  for (const { id, properties, shape } of features) {
    const tags: number[] = []
    for (const [key, value] of properties) tags.push(numberOf(keys, key), numberOf(values, value))
    out.writeMessage(2, writeFeature, { id, tags, shape })
  }
  for (const key of keys.keys()) out.writeStringField(3, key)
  for (const value of values.keys()) out.writeMessage(4, (text, pbf) => pbf.writeStringField(1, text), value)
  out.writeVarintField(5, extent)
}

function writeFeature(
  { id, tags, shape }: Pick<Feature, 'id' | 'shape'> & { tags: number[] },
  out: PbfWriter,
): void {
  if (id !== null) out.writeVarintField(1, id)
  if (tags.length > 0) out.writePackedVarint(2, tags)
  out.writeVarintField(3, typeCodes[shape.type])
  out.writePackedVarint(4, commandsOf(shape))
}

function commandsOf(shape: Feature['shape']): number[] {
  const out: number[] = []
  const pen = { x: 0, y: 0 }
  if (shape.type === 'point') draw(out, pen, shape.at)
  else if (shape.type === 'lines') for (const line of shape.lines) draw(out, pen, line)
  else
    for (const ring of shape.rings) {
      draw(out, pen, ring)
      out.push(command(closePath, 1))
    }
  return out
}

function draw(out: number[], pen: { x: number; y: number }, line: Line): void {
  for (let i = 0; i < line.length; i += 2) {
    if (i === 0) out.push(command(moveTo, 1))
    if (i === 2) out.push(command(lineTo, line.length / 2 - 1))
    const x = line[i] as number
    const y = line[i + 1] as number
    out.push(zigzag(x - pen.x), zigzag(y - pen.y))
    pen.x = x
    pen.y = y
  }
}

function command(id: number, count: number): number {
  return (id & 7) | (count << 3)
}

function zigzag(value: number): number {
  return (value << 1) ^ (value >> 31)
}

function numberOf(of: Map<string, number>, word: string): number {
  const known = of.get(word)
  if (known !== undefined) return known
  of.set(word, of.size)
  return of.size - 1
}
