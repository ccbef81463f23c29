/** Longest side of a photo as it is sent, in pixels: what the server keeps of it. */
export const longestSide = 2560
/** A picture that is small enough goes as it is. */
const smallBytes = 1_500_000
const quality = 0.85

/**
 * A photo as it is kept and sent: upright and at most `longestSide` wide and high, to spare the phone's data. What the browser cannot read is
 * left as it is: the server says what is wrong with it.
 */
export async function shrinkPhoto(file: Blob): Promise<Blob> {
  const image = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)
  if (image === null) return file
  try {
    const scale = Math.min(1, longestSide / Math.max(image.width, image.height))
    if (scale === 1 && file.size <= smallBytes) return file
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(image.width * scale)
    canvas.height = Math.round(image.height * scale)
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    const shrunk = await new Promise<Blob | null>(done => canvas.toBlob(done, 'image/jpeg', quality))
    return shrunk !== null && shrunk.size > 0 ? shrunk : file
  } finally {
    image.close()
  }
}
