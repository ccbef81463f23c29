import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'

/** Pictures as telephones and attackers send them. */

/** A JPEG of one colour. @param exif as sharp writes it, e.g. `{ IFD3: { GPSLatitude: '32/1 …' } }` */
export function jpeg(width = 64, height = 48, exif: Record<string, Record<string, string>> = {}) {
  return sharp({ create: { width, height, channels: 3, background: '#a33' } })
    .withExif(exif)
    .jpeg()
    .toBuffer()
}

/** 32°37'48.36"N 117°0'36"E, said by a camera that also knows its owner. */
export function jpegOfAPlace() {
  return jpeg(640, 480, {
    IFD0: { Copyright: '王小明 13912345678', Make: 'Telephone' },
    IFD3: {
      GPSLatitudeRef: 'N',
      GPSLatitude: '32/1 37/1 4836/100',
      GPSLongitudeRef: 'E',
      GPSLongitude: '117/1 0/1 36/1',
    },
  })
}

/** Taken with the telephone held upright: stored lying, red at what is the top. 40 × 20 as stored. */
export async function jpegToBeTurned() {
  const red = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#f00' } })
    .png()
    .toBuffer()
  const picture = sharp({ create: { width: 40, height: 20, channels: 3, background: '#00f' } })
  // Orientation 6: turn it by 90° to the right, and what was left is the top.
  return picture
    .composite([{ input: red, left: 0, top: 0 }])
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 100 })
    .toBuffer()
}

/** A few bytes that say they are 30,000 pixels wide and high. */
export function pngBomb(pixels = 30_000) {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(pixels, 0)
  head.writeUInt32BE(pixels, 4)
  head.set([1, 0, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** A GIF of 60,000 × 60,000 pixels in 26 bytes. */
export const gifBomb = Buffer.concat([
  Buffer.from('GIF89a', 'latin1'),
  Buffer.from([0x60, 0xea, 0x60, 0xea, 0, 0, 0, 0x2c, 0, 0, 0, 0, 0x60, 0xea, 0x60, 0xea, 0, 2, 0, 0x3b]),
])

/** The parts of a JPEG file between its markers, by their marker byte: what an independent reader would find. */
export function jpegSegments(bytes: Uint8Array): { marker: number; text: string }[] {
  const data = Buffer.from(bytes)
  const segments = []
  for (let at = 2; at + 4 <= data.length && data[at] === 0xff && data[at + 1] !== 0xda; ) {
    const length = data.readUInt16BE(at + 2)
    segments.push({ marker: data[at + 1] ?? 0, text: data.toString('latin1', at + 4, at + 2 + length) })
    at += 2 + length
  }
  return segments
}

/** What a photo is sent as. */
export function photoForm(
  bytes: Uint8Array<ArrayBuffer>,
  kind = 'before',
  { name = 'photo.jpg', type = 'image/jpeg' } = {},
): FormData {
  const form = new FormData()
  form.set('photo', new File([bytes], name, { type }))
  form.set('kind', kind)
  return form
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(data.length, 0)
  body.copy(frame, 4)
  frame.writeUInt32BE(crc32(body), frame.length - 4)
  return frame
}
