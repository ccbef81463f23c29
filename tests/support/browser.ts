import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'

/** The only file that knows Playwright: what tests need of it leaves from here. */
export type { Browser, Page, Request } from 'playwright-core'

/** Software WebGL, and none of the browser's own errands on the network. */
const flags = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The shell is the same engine without windows, whose own pages and animations cost a fifth of every page's time. */
const places = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** What to do where no browser can be had; shown as it stands. */
export const noBrowser =
  '没有找到浏览器，浏览器测试无法运行。No browser found for the browser tests: install Chromium ' +
  '(Debian: apt-get install chromium-headless-shell fonts-noto-cjk), or name one in CHROMIUM_PATH.'

/** A path in CHROMIUM_PATH, Playwright's own download, or where systems keep theirs; null: none. */
export function findBrowser(): string | null {
  const named = process.env.CHROMIUM_PATH
  if (named) return existsSync(named) ? named : null
  return [chromium.executablePath(), ...places].find(path => existsSync(path)) ?? null
}

/** Lets Playwright download its Chromium; false where the network or the system does not allow it. */
export function installBrowser(timeoutMs: number): boolean {
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core')), 'cli.js')
  spawnSync(process.execPath, [cli, 'install', '--no-shell', 'chromium'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: timeoutMs,
  })
  // What else it fetches (for videos) may fail: the browser is what counts.
  return findBrowser() !== null
}

/** Pages are put together without WebGL: a quarter less time for most, more for one that moves all the time. */
export const quickPages = ['--disable-gpu-compositing'] as const

export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const executablePath = findBrowser()
  if (!executablePath) throw new Error(noBrowser)
  const modern = executablePath.includes('headless-shell') ? [] : ['--headless=new']
  return chromium.launch({ executablePath, args: [...flags, ...modern, ...more] })
}

export interface AccessibilityFault {
  readonly rule: string
  readonly impact: string
  readonly where: string[]
}

/** What axe calls serious or critical on the page as it stands. */
export async function seriousFaults(page: Page): Promise<AccessibilityFault[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, nodes }) => ({
      rule: id,
      impact: impact ?? '',
      where: nodes.slice(0, 5).map(node => node.html.slice(0, 160)),
    }))
}

/** In the page, before its own scripts. */
export function takeWebGlAway() {
  const getContext = HTMLCanvasElement.prototype.getContext
  HTMLCanvasElement.prototype.getContext = function (
    this: HTMLCanvasElement,
    kind: string,
    ...rest: unknown[]
  ) {
    return kind.startsWith('webgl') ? null : Reflect.apply(getContext, this, [kind, ...rest])
  } as typeof getContext
}
