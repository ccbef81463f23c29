import sharp from 'sharp'
import type { Page } from './browser.ts'

type Clip = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** A part of a page as it is seen: red, green, blue of each point, in rows. */
export async function pictureOf(page: Page, clip: Clip): Promise<Uint8Array> {
  return sharp(await page.screenshot({ clip }))
    .removeAlpha()
    .raw()
    .toBuffer()
}
