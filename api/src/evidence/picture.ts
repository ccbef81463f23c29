import type Sharp from 'sharp'
import { Problem } from '../problem.ts'
import { type ExifPlace, mostPhotoBytes, PhotoType } from './contract.ts'
import { exifPlace } from './exif-place.ts'

/** What is kept of a photo. Nothing of the file that came in is kept: no EXIF, no name, no byte that is not a pixel. */
export interface Picture {
  /** JPEG, upright. */
  readonly full: Uint8Array
  /** WebP. */
  readonly thumb: Uint8Array
  /** Pixels of `full`. */
  readonly width: number
  readonly height: number
  readonly exifPlace: ExifPlace | null
}

const fullPixels = 2560
const thumbPixels = 480
/** Of the picture as sent: today's telephones make up to 50 million, a bomb makes more. */
const mostPixels = 64_000_000
const secondsToDecode = 20
const decodesAtOnce = 2

/**
 * Reads a photo that somebody sent. Throws `unsupported-media-type` for what does not begin like a JPEG, PNG or WebP; `bad-picture` for what
 * cannot be read to its end (`broken`) or is larger than may be (`too-many-pixels`); `body-too-large`.
 */
export async function readPicture(bytes: Uint8Array): Promise<Picture> {
  if (bytes.length > mostPhotoBytes)
    throw new Problem('body-too-large', { detail: { bytes: mostPhotoBytes } })
  if (photoTypeOf(bytes) === null)
    throw new Problem('unsupported-media-type', { field: 'photo', detail: { accepted: PhotoType.options } })
  const sharp = await loadSharp()
  return inTurn(() => decode(sharp, bytes))
}

/** By the first bytes. */
export function photoTypeOf(bytes: Uint8Array): PhotoType | null {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  return /^RIFF.{4}WEBP/s.test(head) ? 'image/webp' : null
}

async function decode(sharp: typeof Sharp, bytes: Uint8Array): Promise<Picture> {
  const open = () => sharp(bytes, { limitInputPixels: mostPixels, failOn: 'warning', sequentialRead: true })
  try {
    const { width, height, exif } = await open().metadata()
    if (width * height > mostPixels) throw tooManyPixels()
    const upright = open()
      .autoOrient()
      .timeout({ seconds: secondsToDecode })
      .resize(fullPixels, fullPixels, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
    const full = await upright.jpeg({ quality: 85, mozjpeg: true }).toBuffer({ resolveWithObject: true })
    const thumb = await sharp(full.data)
      .resize(thumbPixels, thumbPixels, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 78 })
      .toBuffer()
    const { width: fullWidth, height: fullHeight } = full.info
    return { full: full.data, thumb, width: fullWidth, height: fullHeight, exifPlace: exifPlace(exif) }
  } catch (error) {
    if (error instanceof Problem) throw error
    if (error instanceof Error && /pixel limit/i.test(error.message)) throw tooManyPixels()
    throw new Problem('bad-picture', { field: 'photo', detail: { fault: 'broken' }, cause: error })
  }
}

function tooManyPixels(): Problem {
  return new Problem('bad-picture', {
    field: 'photo',
    detail: { fault: 'too-many-pixels', pixels: mostPixels },
  })
}

let loaded: Promise<typeof Sharp> | undefined

/** Not before the first photo: 20 MB that most starts never need. Of its many readers only the three are left in force. */
function loadSharp(): Promise<typeof Sharp> {
  loaded ??= import('sharp').then(({ default: sharp }) => {
    sharp.cache(false)
    sharp.concurrency(1)
    sharp.block({ operation: ['VipsForeignLoad'] })
    sharp.unblock({
      operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
    })
    return sharp
  })
  return loaded
}

let running = 0
const waiting: (() => void)[] = []

/** Pictures are large once they are decoded: the others wait. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= decodesAtOnce) await new Promise<void>(resolve => waiting.push(resolve))
  else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) running--
    else next()
  }
}
