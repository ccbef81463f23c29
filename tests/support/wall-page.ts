import type { Page } from './browser.ts'

/** What the wall says of its picture: `live`, `stale` or `lost`. */
export function feedOf(page: Page): Promise<string | null> {
  return page.locator('.wall-feed').getAttribute('data-feed')
}

/** Watched from now on: milliseconds until the page says something else, by its own clock; a minute when it does not. */
export async function whenNot(page: Page, status: string): Promise<() => Promise<number>> {
  const watch = await page.evaluateHandle(status => {
    const began = performance.now()
    const said = new Promise<number>(resolve => {
      const element = document.querySelector('.wall-feed')
      // nothing in here has a name: the compiler of the drills would look for a helper that the page does not have
      const observer = new MutationObserver(() => {
        if (element?.getAttribute('data-feed') !== status) resolve(performance.now() - began)
      })
      if (element !== null) observer.observe(element, { attributes: true })
      setTimeout(() => resolve(performance.now() - began), 60_000)
    })
    return { said }
  }, status)
  return () => watch.evaluate(({ said }) => said)
}

/** Steps of cases that the wall was told, and how many of them twice. */
export async function countsOf(page: Page): Promise<[heard: number, doubled: number]> {
  const wall = page.locator('.wall')
  return [Number(await wall.getAttribute('data-heard')), Number(await wall.getAttribute('data-doubled'))]
}

/** The highest sequence number that it was told. */
export async function seqOf(page: Page): Promise<number> {
  return Number(await page.locator('.wall').getAttribute('data-seq'))
}

/** How many colours the middle of its map has: an empty map has one, a city with its grids hundreds. */
export async function coloursOf(page: Page): Promise<number> {
  const box = await page.locator('.wall-map').boundingBox()
  if (box === null) return 0
  const clip = { x: box.x + box.width / 4, y: box.y + box.height / 3 }
  const shot = await page.screenshot({
    clip: { ...clip, width: box.width / 2, height: box.height / 3 },
  })
  return page.evaluate(async base64 => {
    const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
    const image = await createImageBitmap(new Blob([bytes]))
    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d')
    canvas?.drawImage(image, 0, 0)
    const pixels = canvas?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray()
    return new Set(new Uint32Array(pixels.buffer)).size
  }, shot.toString('base64'))
}
