import { GridPage } from '@jingwei/api/grids/contract.ts'
import { zh as incidents } from '../../web/src/incidents/messages.zh.ts'
import { launchBrowser, takeWebGlAway } from './browser.ts'

/** Somebody at a console's page who has written a report and not sent it yet. */
export interface ReportWriter {
  readonly title: string
  /** Presses the button. */
  send(): Promise<void>
  /** What the form says is wrong, once it says anything. */
  refusal(): Promise<string>
  /** What stands in the form. */
  typed(): Promise<string>
  /** Waits until the page says so of its picture: `live`, or how it ages. */
  feeds(status: 'live' | 'stale' | 'lost', timeoutMs: number): Promise<void>
  /** Waits for the receipt. */
  receipt(timeoutMs: number): Promise<string>
  /** How often the page was loaded. */
  readonly loads: number
  close(): Promise<void>
}

/** A busy machine with a browser's start on it. */
const patienceMs = 60_000

export async function openReportWriter(url: string, title: string): Promise<ReportWriter> {
  const { grids } = GridPage.parse(await (await fetch(`${url}/api/grids?limit=1`)).json())
  const [lon, lat] = grids[0]?.labelPoint ?? [0, 0]
  const browser = await launchBrowser()
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  context.setDefaultTimeout(patienceMs)
  await context.addInitScript(takeWebGlAway)
  const page = await context.newPage()
  let loads = 0
  page.on('load', () => loads++)
  await page.goto(`${url}/?report=${lon},${lat}&map=${lon},${lat},15`)
  await page.getByRole('option').first().click()
  const field = page.getByLabel(incidents.titleField)
  await field.fill(title)
  const feed = (status: string) => page.locator(`.feed-status[data-feed=${status}]`)
  await feed('live').waitFor()
  const wordsOf = async (selector: string, timeout: number) => {
    await page.locator(selector).waitFor({ timeout })
    return (await page.locator(selector).allInnerTexts()).join('\n')
  }
  return {
    title,
    send: () => page.getByRole('button', { name: incidents.submit }).click(),
    refusal: () => wordsOf('.report-end [role=alert]', patienceMs),
    typed: () => field.inputValue(),
    feeds: (status, timeout) => feed(status).waitFor({ timeout }),
    receipt: timeout => wordsOf('.receipt', timeout),
    get loads() {
      return loads
    },
    close: () => browser.close(),
  }
}
