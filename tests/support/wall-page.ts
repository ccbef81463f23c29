import type { Page } from './browser.ts'
import { pictureOf } from './picture.ts'

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

/** Watched from now on: whether the page ever says this. */
export async function whetherEver(page: Page, status: string): Promise<() => Promise<boolean>> {
  const watch = await page.evaluateHandle(status => {
    const seen = { said: false }
    const element = document.querySelector('.wall-feed')
    const observer = new MutationObserver(() => {
      seen.said ||= element?.getAttribute('data-feed') === status
    })
    if (element !== null) observer.observe(element, { attributes: true })
    return seen
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

/** How many points of its map have exactly the colour of one of the page's tokens. */
export async function pointsOf(page: Page, token: string): Promise<number> {
  const clip = await page.locator('.wall-map').boundingBox()
  if (clip === null) return 0
  const [red, green, blue] = await page.evaluate(token => {
    const code = getComputedStyle(document.documentElement).getPropertyValue(token).trim()
    return [1, 3, 5].map(at => Number.parseInt(code.slice(at, at + 2), 16))
  }, token)
  const points = await pictureOf(page, clip)
  let count = 0
  for (let i = 0; i < points.length; i += 3)
    if (points[i] === red && points[i + 1] === green && points[i + 2] === blue) count++
  return count
}

/** How many colours the middle of its map has: an empty map has one, a city with its grids hundreds. */
export async function coloursOf(page: Page): Promise<number> {
  const box = await page.locator('.wall-map').boundingBox()
  if (box === null) return 0
  const { x, y, width, height } = box
  const clip = { x: x + width / 4, y: y + height / 3, width: width / 2, height: height / 3 }
  const points = await pictureOf(page, clip)
  const colours = new Set<number>()
  for (let i = 0; i < points.length; i += 3)
    colours.add(((points[i] ?? 0) << 16) | ((points[i + 1] ?? 0) << 8) | (points[i + 2] ?? 0))
  return colours.size
}
