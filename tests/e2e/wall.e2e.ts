import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest'
import { type Browser, launchBrowser, type Page } from '../support/browser.ts'
import { soon } from '../support/console-driver.ts'
import { type CutLink, cutLink } from '../support/cut-link.ts'
import { countsOf, feedOf as feed, pointsOf, seqOf as seq, whenNot } from '../support/wall-page.ts'

/** Sizes are in lines: a small wall says as much as a large one, and is drawn sooner. Memory is `tests/load/wall-soak.ts`'s. */
const size = { width: 1280, height: 720 } as const

let browser: Browser
let link: CutLink
let wall: Page
let screen: { id: number; token: string }
let cookie: string
const url = () => inject('consoleUrl')

const scene = (page: Page) => page.locator('.wall-caption').getAttribute('data-scene')
/** Events heard since, none of them twice. (The city's own clocks make some, too.) */
const heardSince = async (before: number) => {
  const [heard, twice] = await countsOf(wall)
  expect(twice).toBe(0)
  return heard - before
}

beforeAll(async () => {
  link = await cutLink(url())
  browser = await launchBrowser()
  const signedIn = await fetch(`${url()}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'commander', password: 'jingwei-commander' }),
  })
  cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  screen = await (await as('POST', '/api/screens', { name: '指挥大厅', days: 1 })).json()
  wall = await browser.newPage({ viewport: size, locale: 'zh-CN' })
  await wall.goto(`${link.url}/wall#screen=${screen.token}`, { timeout: 60_000 })
  await wall.locator('.wall-figure').first().waitFor({ timeout: 60_000 })
})
afterAll(async () => {
  await as('POST', '/api/wall/remote', { act: 'release' })
  await browser.close()
  link.close()
})

/** As the commander of the demo city. */
function as(method: string, path: string, body?: object): Promise<Response> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  return fetch(url() + path, { method, headers: { cookie, 'content-type': 'application/json' }, ...sent })
}

async function report(classCode: string): Promise<{ id: number; seq: number }> {
  const { levels } = await (await fetch(`${url()}/api/city`)).json()
  const page = await (await fetch(`${url()}/api/grids?level=${levels.at(-1).key}&limit=1`)).json()
  const [lon, lat] = page.grids[0].labelPoint
  const answer = await as('POST', '/api/incidents', { lon, lat, classCode, title: '某人写下的话' })
  const { id } = await answer.json()
  const { events } = await (await as('GET', `/api/incidents/${id}`)).json()
  return { id, seq: events.at(-1).seq }
}

const classes = async () => {
  const city = await (await fetch(`${url()}/api/city`)).json()
  const isUrgent = (each: { limits: { unit: string }[] }) =>
    each.limits.some(({ unit }) => unit === 'urgent-hours')
  const codeOf = (wanted: boolean): string =>
    city.classes.find((each: { limits: { unit: string }[] }) => isUrgent(each) === wanted).code
  return { urgent: codeOf(true), calm: codeOf(false) }
}

test('a link opens the wall: live, its age said, its numbers those of the API, no text smaller than a 45th of the height', async () => {
  await expect.poll(() => feed(wall), soon).toBe('live')
  expect(await wall.locator('.wall-feed').textContent()).toMatch(/\d+ 秒前/)
  expect(new URL(wall.url()).hash).toBe('')
  const { figures } = await (await fetch(`${url()}/api/wall`)).json()
  for (const { key, filter, value } of figures) {
    const shown = wall.locator(`[data-figure="${key}"]`)
    expect(await shown.getAttribute('data-cases')).toContain(Object.keys(filter)[0])
    if (key === 'open') await expect.poll(() => shown.getAttribute('data-value'), soon).toBe(String(value))
  }
  for (const [width, height] of [
    [720, 1280],
    [2560, 720],
    [size.width, size.height],
  ] as const) {
    await wall.setViewportSize({ width, height })
    await expect.poll(() => smallestText(wall), soon).toBeGreaterThanOrEqual(height / 45 - 0.01)
    expect(await wall.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false)
  }
})

test('nobody’s name and nobody’s words are on the wall', async () => {
  const { levels } = await (await fetch(`${url()}/api/city`)).json()
  const { grids } = await (await fetch(`${url()}/api/grids?level=${levels[0].key}&limit=5`)).json()
  const [text] = await wall.locator('body').allInnerTexts()
  for (const { code } of grids) {
    const { posts } = await (await fetch(`${url()}/api/grids/${code}`)).json()
    for (const { person } of posts) if (person !== null) expect(text).not.toContain(person.name)
  }
  expect(text).not.toContain('某人写下的话')
})

test('the duty officer pins, points and skips from another browser', async () => {
  const { scenes } = await (await fetch(`${url()}/api/wall/programme`)).json()
  const overdue = scenes.findIndex((each: { kind: string }) => each.kind === 'overdue')
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 }, locale: 'zh-CN' })
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url: url() }])
  const remote = await context.newPage()
  await remote.goto(`${url()}/wall/remote`)
  const pin = remote.locator('.remote-scenes li').nth(overdue).getByRole('button')
  await pin.focus()
  await pin.press('Enter')
  await expect.poll(() => scene(wall), soon).toBe('overdue')
  expect(await wall.locator('.wall-caption').getAttribute('data-pinned')).toBe('true')
  // what is open is on the map: as many of the cases whose time is up as the API has
  const { rows } = await (await fetch(`${url()}/api/wall/open`)).json()
  const late = rows.filter((row: number[]) => row.at(-1) === 1).length
  expect(late).toBeGreaterThan(0)
  await expect
    .poll(() => wall.locator('.wall-caption p').textContent(), soon)
    .toContain(`图上 ${late.toLocaleString('zh-CN')} 件`)
  expect(await remote.locator('.remote-numbers tr').count()).toBe(7)
  // the round itself is put together there too
  const programme = async () => (await fetch(`${url()}/api/wall/programme`)).json()
  const { rev: _, ...standing } = await programme()
  const seconds = remote.locator('.remote-programme li').nth(overdue).getByRole('spinbutton')
  await seconds.fill(String(scenes[overdue].seconds + 7))
  await remote.getByRole('button', { name: '保存编排' }).click()
  await expect
    .poll(async () => (await programme()).scenes[overdue].seconds, soon)
    .toBe(scenes[overdue].seconds + 7)
  const { rev } = await programme()
  expect((await as('PUT', '/api/wall/programme', { ...standing, rev })).status).toBe(200)
  await context.close()

  const { bounds } = await (await fetch(`${url()}/api/city`)).json()
  const middle = { lon: (bounds[0] + bounds[2]) / 2, lat: (bounds[1] + bounds[3]) / 2 }
  await as('POST', '/api/wall/remote', { act: 'point', ...middle, note: '看这里' })
  await expect.poll(() => wall.locator('.wall-note').allInnerTexts(), soon).toEqual(['看这里'])
  await as('POST', '/api/wall/remote', { act: 'clear' })
  await as('POST', '/api/wall/remote', { act: 'skip' })
  await expect.poll(() => scene(wall), soon).not.toBe('overdue')
  await expect.poll(() => wall.locator('.wall-note').count(), soon).toBe(0)
})

test('scenes show what their words say: centers in the city and in one grid, the heat of a span, a campaign and what it is about', async () => {
  const city = await (await fetch(`${url()}/api/city`)).json()
  const { rev, ...standing } = await (await fetch(`${url()}/api/wall/programme`)).json()
  const { grids } = await (await fetch(`${url()}/api/grids?level=${city.levels[0].key}&limit=1`)).json()
  const { calm } = await classes()
  const topic = {
    kind: 'chosen',
    seconds: 30,
    title: { zh: '专项行动' },
    grids: [grids[0].code],
    classes: [calm],
  }
  const scenes = [
    topic,
    { kind: 'grids', seconds: 30 },
    { kind: 'centers', seconds: 30 },
    { kind: 'heat-day', seconds: 30 },
  ]
  const changed = await as('PUT', '/api/wall/programme', { ...standing, rev, scenes })
  onTestFinished(async () => {
    await as('POST', '/api/wall/remote', { act: 'release' })
    await as('PUT', '/api/wall/programme', { ...standing, rev: rev + 1 })
  })
  expect(changed.status).toBe(200)
  const words = () => wall.locator('.wall-caption').innerText()
  const pin = (at: number, grid?: string) =>
    as('POST', '/api/wall/remote', { act: 'pin', scene: at, ...(grid && { grid }) })
  await pin(0)
  const topical = new URLSearchParams({ counter: 'open', grid: grids[0].code, class: calm, limit: '500' })
  const { incidents } = await (await fetch(`${url()}/api/incidents?${topical}`)).json()
  await expect.poll(words, soon).toContain('专项行动')
  await expect.poll(words, soon).toContain(`在办 ${incidents.length} 件`)
  await pin(1, grids[0].code)
  await expect.poll(words, soon).toContain(grids[0].name.zh)
  await expect.poll(() => pointsOf(wall, '--map-center'), soon).toBeGreaterThan(40)
  await pin(2)
  await expect.poll(words, soon).toContain(`${city.centers.count} 个中心`)
  await expect.poll(() => pointsOf(wall, '--map-center'), soon).toBeGreaterThan(city.centers.count)
  await pin(3)
  await expect.poll(words, soon).toMatch(/\d\d:\d\d 至 \d\d:\d\d 上报 [\d,]+ 件/)
  await expect.poll(() => pointsOf(wall, '--map-center'), soon).toBeLessThan(10)
})

test('a new case pulses once where it is', async () => {
  await as('POST', '/api/wall/remote', { act: 'pin', scene: 0 })
  onTestFinished(async () => {
    await as('POST', '/api/wall/remote', { act: 'release' })
  })
  const pulse = wall.locator('.wall-pulse')
  await expect.poll(() => pulse.count(), soon).toBe(0)
  const seen = pulse.first().waitFor({ state: 'attached', timeout: 15_000 })
  await report((await classes()).calm)
  await seen
  await expect.poll(() => pulse.count(), soon).toBe(0)
})

test('the camera glides to what is pinned; for those who asked for less motion it is there at once', async () => {
  const { scenes } = await (await fetch(`${url()}/api/wall/programme`)).json()
  const { levels, bounds } = await (await fetch(`${url()}/api/city`)).json()
  const { grids } = await (await fetch(`${url()}/api/grids?level=${levels[0].key}&limit=2`)).json()
  const seen = scenes.findIndex((each: { kind: string }) => each.kind === 'grids')
  const pin = (grid: string) => as('POST', '/api/wall/remote', { act: 'pin', scene: seen, grid })
  const middle = { lon: (bounds[0] + bounds[2]) / 2, lat: (bounds[1] + bounds[3]) / 2 }
  await as('POST', '/api/wall/remote', { act: 'point', ...middle, note: '' })
  await wall.locator('.wall-pointer').waitFor()
  const glided = travelOf(wall, '.wall-pointer')
  await pin(grids[0].code)
  expect((await glided).places).toBeGreaterThanOrEqual(5)
  expect((await glided).milliseconds).toBeGreaterThan(1500)
  await wall.emulateMedia({ reducedMotion: 'reduce' })
  onTestFinished(() => wall.emulateMedia({ reducedMotion: null }))
  const jumped = travelOf(wall, '.wall-pointer')
  await pin(grids[1].code)
  expect((await jumped).places).toBe(1)
  await as('POST', '/api/wall/remote', { act: 'clear' })
  await as('POST', '/api/wall/remote', { act: 'release' })
})

test('an urgent case interrupts: where, who answers, the nearest centers; then it gives way', async () => {
  const { id, seq: last } = await report((await classes()).urgent)
  const card = wall.locator(`.wall-serious[data-case="${id}"]`)
  const arrived = async () => {
    const [shown] = await wall
      .locator('.wall-serious')
      .evaluateAll(cards => cards.map(one => one.getAttribute('data-case')))
    // another one may be on: the duty officer goes on
    if (shown !== undefined && shown !== String(id)) await as('POST', '/api/wall/remote', { act: 'skip' })
    return shown === String(id)
  }
  await expect.poll(arrived, soon).toBe(true)
  const { levels } = await (await fetch(`${url()}/api/city`)).json()
  await expect.poll(() => card.locator('li').count(), soon).toBe(levels.length + 3)
  expect(await card.textContent()).not.toContain('某人写下的话')
  // its place is beside the card, not under it
  const right = (selector: string) =>
    wall.locator(selector).evaluate(one => one.getBoundingClientRect().right)
  const cardLeft = await card.evaluate(one => one.getBoundingClientRect().left)
  await expect.poll(() => right('.wall-target'), soon).toBeLessThan(cardLeft)
  // and so are the nearest centers, by the numbers that they have on the card
  const marks = wall.locator('.wall-over > .wall-near')
  const numbers = ['1', '2', '3']
  await expect.poll(() => marks.allInnerTexts(), soon).toEqual(numbers)
  expect(await card.locator('.wall-near').allInnerTexts()).toEqual(numbers)
  await expect
    .poll(() => clearOf('.wall-over > .wall-near', { right: cardLeft }), soon)
    .toEqual([true, true, true])
  await expect.poll(() => seq(wall), soon).toBeGreaterThanOrEqual(last)
  // after its time (director.test.ts), or when the duty officer has seen enough
  await as('POST', '/api/wall/remote', { act: 'skip' })
  await expect.poll(() => card.count(), soon).toBe(0)
  await expect.poll(() => feed(wall), soon).toBe('live')
})

/** Of each such element, whether it lies on the map as a whole, and left of something. */
function clearOf(selector: string, { right = Number.POSITIVE_INFINITY } = {}): Promise<boolean[]> {
  return wall.evaluate(
    ([selector, right]) => {
      const map = document.querySelector('.wall-map')?.getBoundingClientRect() ?? new DOMRect()
      return [...document.querySelectorAll(selector)].map(one => {
        const box = one.getBoundingClientRect()
        return (
          box.left >= map.left &&
          box.right <= Math.min(map.right, right) &&
          box.top >= map.top &&
          box.bottom <= map.bottom
        )
      })
    },
    [selector, right] as const,
  )
}

test('a long note is read whole, wherever the duty officer points', async () => {
  const { bounds } = await (await fetch(`${url()}/api/city`)).json()
  const note = '今晚八点起降温，请各街道值守人员到位，重点巡查独居老人和临街店铺的用火用电'
  const at = (east: number) => ({
    lon: bounds[0] + (bounds[2] - bounds[0]) * east,
    lat: (bounds[1] + bounds[3]) / 2,
    note,
  })
  onTestFinished(async () => {
    await as('POST', '/api/wall/remote', { act: 'clear' })
    await as('POST', '/api/wall/remote', { act: 'release' })
  })
  await as('POST', '/api/wall/remote', { act: 'pin', scene: 0 })
  for (const east of [0.05, 0.5, 0.95]) {
    await as('POST', '/api/wall/remote', { act: 'point', ...at(east) })
    await expect.poll(() => wall.locator('.wall-note').allInnerTexts(), soon).toEqual([note])
    await expect.poll(() => clearOf('.wall-note'), soon).toEqual([true])
  }
})

test('no number grows into its neighbour, and a move of another day says so', async () => {
  onTestFinished(() => wall.unrouteAll())
  await wall.route('**/api/wall?*', async route => {
    const response = await route.fetch()
    const picture = await response.json()
    const figures = picture.figures.map((each: { key: string }) => ({
      ...each,
      value: each.key === 'on-time' ? 0.98765 : 1_234_567,
    }))
    const [first, ...rest] = picture.moves
    const before = new Date(Date.parse(picture.dayStart) - 60_000).toISOString()
    await route.fulfill({
      response,
      json: { ...picture, figures, moves: [...rest, { ...first, at: before }] },
    })
  })
  await report((await classes()).calm)
  const open = wall.locator('[data-figure="open"]')
  await expect.poll(() => open.getAttribute('data-value'), soon).toBe('1234567')
  expect(
    await wall.locator('.wall-figures').evaluate(panel => {
      const range = document.createRange()
      return [...panel.querySelectorAll('.wall-figure strong')].filter(number => {
        range.selectNodeContents(number)
        const cell = number.getBoundingClientRect()
        return (
          range.getBoundingClientRect().right > Math.min(cell.left + panel.clientWidth / 2, cell.right + 1)
        )
      }).length
    }),
  ).toBe(0)
  await expect.poll(() => wall.locator('.wall-move-day').count(), soon).toBeGreaterThanOrEqual(1)
})

/** Open cases as the wall's own question is answered now. */
async function openByPicture(): Promise<number | undefined> {
  const { figures } = await wall.evaluate(async () => (await fetch('/api/wall')).json())
  return figures.find(({ key }: { key: string }) => key === 'open')?.value
}

test('silence and a cut are said within 5 seconds; the picture stays, and what was missed is caught up once', async () => {
  await expect.poll(() => feed(wall), soon).toBe('live')
  onTestFinished(() => link.mend())
  // what came just before has been counted too
  await expect
    .poll(() => wall.locator('[data-figure="open"]').getAttribute('data-value'), soon)
    .toBe(String(await openByPicture()))
  const said = await whenNot(wall, 'live')
  link.mute()
  expect(await said()).toBeLessThanOrEqual(5000)
  link.cut()
  await expect.poll(() => feed(wall), soon).toBe('lost')
  expect(await wall.locator('.wall').getAttribute('data-picture')).toBe('lost')
  const open = await wall.locator('[data-figure="open"]').getAttribute('data-value')
  const [heard] = await countsOf(wall)
  const { calm } = await classes()
  await report(calm)
  const { seq: last } = await report(calm)
  expect(await wall.locator('[data-figure="open"]').getAttribute('data-value')).toBe(open)

  link.mend()
  await expect.poll(() => feed(wall), soon).toBe('live')
  await expect.poll(() => seq(wall), soon).toBeGreaterThanOrEqual(last)
  await expect.poll(() => heardSince(heard), soon).toBeGreaterThanOrEqual(2)
  await expect
    .poll(() => wall.locator('[data-figure="open"]').getAttribute('data-value'), soon)
    .toBe(String(Number(open) + 2))
})

test('a machine that slept catches up by itself', async () => {
  const session = await wall.context().newCDPSession(wall)
  const [heard] = await countsOf(wall)
  await session.send('Page.setWebLifecycleState', { state: 'frozen' })
  const { seq: last } = await report((await classes()).calm)
  await session.send('Page.setWebLifecycleState', { state: 'active' })
  await expect.poll(() => seq(wall), soon).toBeGreaterThanOrEqual(last)
  await expect.poll(() => heardSince(heard), soon).toBeGreaterThanOrEqual(1)
  await expect.poll(() => feed(wall), soon).toBe('live')
})

test('a lost picture is made anew', async () => {
  await wall.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.maplibregl-canvas')
    canvas?.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext()
  })
  await expect
    .poll(
      () =>
        wall.evaluate(() => {
          const canvas = document.querySelector<HTMLCanvasElement>('.maplibregl-canvas')
          return canvas?.getContext('webgl2')?.isContextLost()
        }),
      soon,
    )
    .toBe(false)
  expect(await feed(wall)).toBe('live')
})

test('a new version of the grids is fetched and drawn', async () => {
  const { version } = await (await fetch(`${url()}/api/wall`)).json()
  const next = version + 1000
  const asked = wall.waitForRequest(`**/api/grids/${next}/topology`, { timeout: 30_000 })
  await wall.route('**/api/wall?*', async route => {
    const response = await route.fetch()
    await route.fulfill({ response, json: { ...(await response.json()), version: next } })
  })
  await report((await classes()).calm)
  await asked
  await wall.unroute('**/api/wall?*')
  expect(await wall.locator('.maplibregl-canvas').count()).toBe(1)
  expect(await feed(wall)).toBe('live')
})

test('a new build is loaded between two scenes', async () => {
  await wall.route('**/assets/wall-another.js', route =>
    route.fulfill({ contentType: 'text/javascript', body: '' }),
  )
  await wall.route('**/wall', async route => {
    if (route.request().resourceType() !== 'fetch') return route.continue()
    const response = await route.fetch()
    const body = (await response.text()).replace(/\/assets\/wall-[^"]+\.js/, '/assets/wall-another.js')
    await route.fulfill({ response, body })
  })
  const asked = wall.waitForRequest('**/assets/wall-another.js', { timeout: 30_000 })
  link.cut()
  await expect.poll(() => feed(wall), soon).toBe('lost')
  link.mend()
  await asked
  const loaded = wall.waitForEvent('load', { timeout: 30_000 })
  const before = await wall.locator('.wall-caption').getAttribute('data-shot')
  await as('POST', '/api/wall/remote', { act: 'skip' })
  await loaded
  await wall.unrouteAll()
  expect(before).not.toBeNull()
  await expect.poll(() => feed(wall), soon).toBe('live')
})

test('a past day passes midnight, says that it is past, and stands still for those who ask for it', async () => {
  const { timeZone } = await (await fetch(`${url()}/api/city`)).json()
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(Date.now() - 8 * 86_400_000)
  const context = await browser.newContext({
    viewport: { width: 640, height: 360 },
    locale: 'zh-CN',
    reducedMotion: 'reduce',
  })
  const replay = await context.newPage()
  await replay.goto(`${url()}/wall?replay=${day}T23:50&speed=120`)
  const reported = replay.locator('[data-figure="reported-today"]')
  await expect.poll(async () => Number(await reported.getAttribute('data-value')), soon).toBeGreaterThan(5)
  const date = await replay.locator('.wall-day').textContent()
  await expect.poll(() => replay.locator('.wall-day').textContent(), soon).not.toBe(date)
  await expect.poll(async () => Number(await reported.getAttribute('data-value')), soon).toBeLessThan(5)
  expect(await replay.locator('.wall').getAttribute('data-picture')).toBe('replay')
  // the remote reaches it too
  const { scenes } = await (await fetch(`${url()}/api/wall/programme`)).json()
  const overdue = scenes.findIndex((each: { kind: string }) => each.kind === 'overdue')
  await as('POST', '/api/wall/remote', { act: 'pin', scene: overdue })
  await expect.poll(() => scene(replay), soon).toBe('overdue')
  await as('POST', '/api/wall/remote', { act: 'release' })
  expect(await feed(replay)).toBe('stale')
  expect(
    await replay.evaluate(() => {
      const pulse = document.createElement('span')
      pulse.className = 'wall-pulse'
      document.querySelector('.wall-stage')?.append(pulse)
      return getComputedStyle(pulse).animationName
    }),
  ).toBe('none')
  await context.close()
})

test('a link that is ended goes dark', async () => {
  expect((await as('DELETE', `/api/screens/${screen.id}`)).status).toBe(200)
  await expect.poll(() => wall.locator('.wall-door').count(), soon).toBe(1)
  expect(await wall.locator('.wall-figure').count()).toBe(0)
})

/** Pixels of the smallest text that is seen. */
function smallestText(page: Page): Promise<number> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    let least = Number.POSITIVE_INFINITY
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const box = node.parentElement
      if (box === null || (node.textContent ?? '').trim() === '' || box.getClientRects().length === 0)
        continue
      if (box.closest('script, style, .spoken, .maplibregl-ctrl') !== null) continue
      least = Math.min(least, Number.parseFloat(getComputedStyle(box).fontSize))
    }
    return least
  })
}

/** How something on the map moves next, once it stands still again: at how many places it was, and for how long it moved. */
function travelOf(page: Page, selector: string): Promise<{ places: number; milliseconds: number }> {
  return page.evaluate(selector => {
    const stillMs = 1500
    const place = () => {
      const { x, y } = document.querySelector(selector)?.getBoundingClientRect() ?? { x: 0, y: 0 }
      return `${x.toFixed(1)} ${y.toFixed(1)}`
    }
    return new Promise<{ places: number; milliseconds: number }>(resolve => {
      const seen = [{ at: performance.now(), where: place() }]
      const look = () => {
        const [at, where] = [performance.now(), place()]
        const last = seen.at(-1)
        if (where !== last?.where) seen.push({ at, where })
        else if (seen.length > 1 && at - last.at > stillMs) {
          const milliseconds = last.at - (seen[1]?.at ?? last.at)
          return resolve({ places: seen.length - 1, milliseconds })
        }
        requestAnimationFrame(look)
      }
      look()
    })
  }, selector)
}
