import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import {
  type Browser,
  launchBrowser,
  type Page,
  quickPages,
  type Request,
  seriousFaults,
  takeWebGlAway,
} from './browser.ts'
import { pictureOf } from './picture.ts'

export interface Place {
  readonly lon: number
  readonly lat: number
}

/** Camera of the map as the address has it. */
export interface Camera extends Place {
  readonly zoom: number
}

export interface Reader {
  /** Screen in CSS pixels. */
  readonly screen?: readonly [width: number, height: number]
  readonly touch?: boolean
  readonly language?: 'zh-CN' | 'en-GB'
  readonly scheme?: 'light' | 'dark'
  /** False: a machine without WebGL. Its page is there seconds sooner, for tests of what needs no map. */
  readonly map?: boolean
}

export const screens = { laptop: [1366, 768], wall: [1920, 1080], phone: [390, 844] } as const

/** How long the page may take to show what it was asked for, on a busy machine with software WebGL. */
const patienceMs = 30_000
/** For `expect.poll`: what the page will show soon. */
export const soon = { timeout: patienceMs, interval: 100 } as const

/** A browser for a test file; every reader is a person of their own: no shared storage, closed when the test is done. */
export function readersOf(consoleUrl: () => string): (reader?: Reader) => Promise<Driver> {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser(quickPages)
  })
  afterAll(() => browser?.close())
  return async ({
    screen = screens.laptop,
    touch = false,
    language = 'zh-CN',
    scheme = 'light',
    map = true,
  } = {}) => {
    const [width, height] = screen
    const context = await browser.newContext({
      viewport: { width, height },
      hasTouch: touch,
      isMobile: touch,
      locale: language,
      colorScheme: scheme,
      reducedMotion: 'reduce',
      timezoneId: 'Asia/Shanghai',
    })
    context.setDefaultTimeout(patienceMs)
    if (!map) await context.addInitScript(takeWebGlAway)
    const page = await context.newPage()
    const driver = new Driver(page, consoleUrl(), map)
    onTestFinished(async ({ task }) => {
      if (task.result?.state === 'fail') await driver.keepPicture(task.name)
      await context.close()
    })
    return driver
  }
}

/**
 * The console as its users see it. `given` brings about, `when` does, `get` tells; what a test expects is its own words. (No `then`: a promise of such a driver would be taken for a promise of something else.)
 */
export class Driver {
  readonly page: Page
  readonly #url: string
  readonly #hasMap: boolean
  /** Addresses of everything the page asked for. */
  readonly asked: string[] = []
  /** What went wrong inside the page: exceptions, and what it wrote as errors. */
  readonly complaints: string[] = []
  readonly #scripts: Request[] = []

  constructor(page: Page, url: string, hasMap = true) {
    this.page = page
    this.#url = url
    this.#hasMap = hasMap
    page.on('pageerror', error => this.complaints.push(String(error)))
    page.on('console', message => {
      if (message.type() === 'error') this.complaints.push(message.text())
    })
    page.context().on('request', request => this.asked.push(request.url()))
    page.context().on('requestfinished', request => {
      if (/\.m?js(\?|$)/.test(request.url())) this.#scripts.push(request)
    })
  }

  readonly given = {
    /** The page with a view in its address; the map has drawn its first picture, or says that it cannot. */
    view: async (view: Readonly<Record<string, string>> = {}) => {
      await this.given.page(view)
      if (!this.#hasMap) await this.page.locator('.no-map').waitFor()
      else await this.page.waitForFunction(() => performance.getEntriesByName('map-drawn').length > 0)
    },
    /** The page, whatever it shows. */
    page: async (view: Readonly<Record<string, string>> = {}) => {
      await this.page.goto(`${this.#url}/?${new URLSearchParams(view)}`)
    },
    /** Somebody else reports something. */
    reported: async (place: Place, title: string) => {
      const { classes } = await this.get.api('city')
      const answer = await fetch(`${this.#url}/api/incidents`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...place, classCode: classes[0].code, title }),
      })
      if (answer.status !== 201) throw new Error(`the report was answered ${answer.status}`)
    },
    /** From now on the API does not answer; the page's own files do. */
    apiDown: () => this.page.route('**/api/**', route => route.abort('connectionrefused')),
    /** From now on the API refuses everything, as it does while its database is away. */
    databaseAway: () =>
      this.page.route('**/api/**', route =>
        route.fulfill({
          status: 503,
          contentType: 'application/problem+json',
          body: JSON.stringify({ code: 'database-unavailable', status: 503, requestId: 'away' }),
        }),
      ),
    apiUp: () => this.page.unroute('**/api/**'),
  }

  readonly when = {
    press: async (...keys: string[]) => {
      for (const key of keys) await this.page.keyboard.press(key)
    },
    write: (text: string) => this.page.keyboard.type(text),
    /** Presses a button, by its words. */
    button: (name: string | RegExp) => this.page.getByRole('button', { name }).first().click(),
    fill: (label: string, text: string) => this.page.getByLabel(label).fill(text),
    /** Chooses from a list what has this name. */
    choose: (name: string) => this.page.getByRole('option', { name }).first().click(),
    reload: () => this.page.reload(),
    clickMap: async (place: Place) => {
      const { x, y } = await this.#pixel(place)
      await this.page.mouse.click(x, y)
    },
    askMap: async (place: Place) => {
      const { x, y } = await this.#pixel(place)
      await this.page.mouse.click(x, y, { button: 'right' })
    },
    tapMap: async (place: Place) => {
      const { x, y } = await this.#pixel(place)
      await this.page.touchscreen.tap(x, y)
    },
    focusMap: () => this.page.locator('.map-canvas canvas').first().focus(),
    hoverMap: async (place: Place) => {
      const { x, y } = await this.#pixel(place)
      await this.page.mouse.move(x - 3, y)
      await this.page.mouse.move(x, y)
    },
  }

  readonly get = {
    /** A field of the address, or null. */
    address: (field: string) => new URL(this.page.url()).searchParams.get(field),
    camera: (): Camera => {
      const [lon = Number.NaN, lat = Number.NaN, zoom = Number.NaN] = (this.get.address('map') ?? '')
        .split(',')
        .map(Number)
      return { lon, lat, zoom }
    },
    /** Text of a region of the page: a panel, a dialog, a status. */
    text: async (selector: string) => (await this.page.locator(selector).allInnerTexts()).join('\n'),
    /** Name of what has the keyboard's focus. */
    focus: () =>
      this.page.evaluate(() => {
        const focused = document.activeElement
        if (focused === null || focused === document.body) return ''
        return focused.getAttribute('aria-label') ?? focused.textContent?.trim() ?? ''
      }),
    faults: () => seriousFaults(this.page),
    /** Compressed bytes of all scripts so far, workers included. */
    scriptBytes: async () => {
      const sizes = await Promise.all(this.#scripts.map(script => script.sizes()))
      return sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0)
    },
    /** Milliseconds from navigation to the map's first picture. */
    drawnAfterMs: () =>
      this.page.evaluate(() =>
        Math.round(performance.getEntriesByName('map-drawn')[0]?.startTime ?? Number.NaN),
      ),
    /** Colour of the page's pixel, as it is seen. */
    colour: async (x: number, y: number): Promise<readonly number[]> => [
      ...(await pictureOf(this.page, { x, y, width: 1, height: 1 })),
    ],
    /** True when something is wider than the screen. */
    overflows: () => this.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth),
    /** The API's own answer. */
    api: async (path: string) => (await fetch(`${this.#url}/api/${path}`)).json(),
  }

  async keepPicture(name: string): Promise<void> {
    const folder = join(tmpdir(), 'jingwei-pictures')
    mkdirSync(folder, { recursive: true })
    const path = join(folder, `${name.replace(/[^\p{L}\p{N}]+/gu, '-')}.png`)
    await this.page.screenshot({ path }).catch(() => {})
    process.stderr.write(`picture of the failure: ${path}\n`)
  }

  /** Where a place is on the screen: Web Mercator around the middle of the map. */
  async #pixel({ lon, lat }: Place): Promise<{ x: number; y: number }> {
    const box = await this.page.locator('.map-canvas').boundingBox()
    if (!box) throw new Error('there is no map')
    const camera = this.get.camera()
    const worldPixels = 512 * 2 ** camera.zoom
    return {
      x: box.x + box.width / 2 + ((lon - camera.lon) / 360) * worldPixels,
      y: box.y + box.height / 2 + (mercatorY(lat) - mercatorY(camera.lat)) * worldPixels,
    }
  }
}

/** 0 at the north edge of the world, 1 at the south edge. */
function mercatorY(lat: number): number {
  const sine = Math.sin((lat * Math.PI) / 180)
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
}
