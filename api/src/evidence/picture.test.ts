import sharp from 'sharp'
import { expect, test } from 'vitest'
import { exifPlace } from './exif-place.ts'
import { photoTypeOf, readPicture } from './picture.ts'
import { gifBomb, jpeg, jpegOfAPlace, jpegSegments, jpegToBeTurned, pngBomb } from './testing/photos.ts'

const exifMarker = 0xe1

test('where the camera was is told once and kept nowhere', async () => {
  const sent = await jpegOfAPlace()
  expect(jpegSegments(sent).some(({ marker, text }) => marker === exifMarker && text.includes('Exif'))).toBe(
    true,
  )

  const picture = await readPicture(sent)
  expect(picture.exifPlace).toEqual({ lon: 117.01, lat: 32.6301 })
  expect(jpegSegments(picture.full).map(({ marker }) => marker)).not.toContain(exifMarker)
  for (const bytes of [picture.full, picture.thumb]) {
    const text = Buffer.from(bytes).toString('latin1')
    for (const trace of ['Exif', 'EXIF', 'http://ns.adobe.com', 'Telephone', '13912345678'])
      expect(text).not.toContain(trace)
    const { exif, xmp, iptc } = await sharp(bytes).metadata()
    expect({ exif, xmp, iptc }).toEqual({ exif: undefined, xmp: undefined, iptc: undefined })
  }
})

test('a picture taken upright is kept upright', async () => {
  const picture = await readPicture(await jpegToBeTurned())
  expect([picture.width, picture.height]).toEqual([20, 40])
  const { data, info } = await sharp(picture.full).raw().toBuffer({ resolveWithObject: true })
  const pixel = (y: number) => [...data.subarray((y * info.width + 10) * info.channels).subarray(0, 3)]
  expect(pixel(5).map(value => value > 128)).toEqual([true, false, false])
  expect(pixel(35).map(value => value > 128)).toEqual([false, false, true])
})

test('large ones become small enough to look at, small ones stay', async () => {
  const large = await readPicture(await jpeg(4000, 3000))
  expect([large.width, large.height]).toEqual([2560, 1920])
  const { width, height, format } = await sharp(large.thumb).metadata()
  expect([width, height, format]).toEqual([480, 360, 'webp'])
  const small = await readPicture(await jpeg(64, 48))
  expect([small.width, small.height]).toEqual([64, 48])
})

test.each(['png', 'webp', 'jpeg'] as const)('%s is read', async format => {
  const bytes = await sharp(await jpeg())
    [format]()
    .toBuffer()
  expect(photoTypeOf(bytes)).toBe(`image/${format}`)
  expect((await sharp((await readPicture(bytes)).full).metadata()).format).toBe('jpeg')
})

test.each([
  ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['a GIF, bomb or not', gifBomb],
  ['nothing', Buffer.alloc(0)],
  ['a program', Buffer.from('MZ\x90\0')],
])('%s is no photo, whatever its name says', async (_, bytes) => {
  await expect(readPicture(bytes)).rejects.toMatchObject({ code: 'unsupported-media-type', field: 'photo' })
})

test('a photo that was cut off, or is one in its first bytes only, is refused as broken', async () => {
  const whole = await jpeg(640, 480)
  for (const bytes of [
    whole.subarray(0, whole.length - 200),
    Buffer.from('\xff\xd8\xff\xe0<html>', 'latin1'),
  ])
    await expect(readPicture(bytes)).rejects.toMatchObject({
      code: 'bad-picture',
      detail: { fault: 'broken' },
    })
})

test('a bomb is refused before it is unpacked', async () => {
  const began = process.memoryUsage().rss
  await expect(readPicture(pngBomb())).rejects.toMatchObject({
    code: 'bad-picture',
    detail: { fault: 'too-many-pixels', pixels: 64_000_000 },
  })
  expect(process.memoryUsage().rss - began).toBeLessThan(200 * 1024 * 1024)
})

test('EXIF is anybody’s bytes: nonsense says nothing', () => {
  expect(exifPlace(undefined)).toBeNull()
  for (let length = 0; length < 64; length++) {
    expect(exifPlace(Buffer.alloc(length, 0x49))).toBeNull()
    expect(exifPlace(Buffer.concat([Buffer.from('Exif\0\0II*\0'), Buffer.alloc(length, 0xff)]))).toBeNull()
  }
})
