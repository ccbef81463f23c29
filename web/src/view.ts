import { Counter } from '@jingwei/api/indicators/contract.ts'
import { createBrowserHistory, createMemoryHistory, useSearch } from '@tanstack/react-router'
import { z } from 'zod'

/**
 * What a link restores. Everything here is in the address and nowhere else; server data is in the query cache, gestures
 * are inside the map. A field that cannot be read is left out: an old or mistyped link still opens the page.
 */
export type View = { [Key in keyof Fields]?: z.output<Fields[Key]> }
export type ViewPatch = { [Key in keyof View]?: View[Key] | undefined }

export const layerKeys = ['districts', 'grids', 'names', 'centers', 'incidents', 'heat'] as const
export type LayerKey = (typeof layerKeys)[number]

const listOf = <T extends string>(inner: z.ZodType<T>) =>
  z.codec(z.string(), z.array(inner), {
    decode: text => text.split(',').filter(part => part !== '') as T[],
    encode: list => list.join(','),
  })

const numbers = (text: string) =>
  text.split(',').map(part => (part.trim() === '' ? Number.NaN : Number(part)))
const lon = z.number().min(-180).max(180)
const lat = z.number().min(-85).max(85)

/** `116.99210,32.62543,12.4`: the middle of the map and its zoom. */
const camera = z.codec(z.string(), z.object({ lon, lat, zoom: z.number().min(0).max(22) }), {
  decode: text => {
    const [lon = Number.NaN, lat = Number.NaN, zoom = Number.NaN] = numbers(text)
    return { lon, lat, zoom }
  },
  encode: ({ lon, lat, zoom }) => `${lon.toFixed(5)},${lat.toFixed(5)},${zoom.toFixed(2)}`,
})

/** Where a report is being made: `pick` while the place is still to be chosen on the map. */
const report = z.codec(z.string(), z.union([z.literal('pick'), z.object({ lon, lat })]), {
  decode: text => {
    if (text === 'pick') return text
    const [lon = Number.NaN, lat = Number.NaN] = numbers(text)
    return { lon, lat }
  },
  encode: place => (place === 'pick' ? place : `${place.lon.toFixed(6)},${place.lat.toFixed(6)}`),
})

const wholeNumber = z.codec(z.string().regex(/^\d{1,15}$/), z.number().int(), {
  decode: Number,
  encode: String,
})
const edit = z.codec(
  z.string().regex(/^(list|[1-9]\d{0,8})$/),
  z.union([z.literal('list'), z.number().int()]),
  {
    decode: text => (text === 'list' ? text : Number(text)),
    encode: String,
  },
)
const key = z.string().min(1).max(40)
const instant = z.iso.datetime({ offset: true })

const fields = {
  /** Camera; absent: the whole city. */
  map: camera,
  /** Level of grid shown whatever the zoom; absent: it follows the zoom. */
  level: key,
  /** Net that the page is narrowed to; absent: all. */
  net: key,
  /** Layers shown; absent: the usual ones. */
  show: listOf(z.enum(layerKeys)),
  /** How the heat is drawn; absent: smooth. */
  heat: z.enum(['hexagon']),

  /** Selection: at most one of the three, see `select`. */
  grid: key,
  incident: wholeNumber,
  center: key,
  report,
  /** The boundary editor: the list of drafts, or the draft that is being drawn. */
  edit,

  /** Filters of incidents: table, heat, map. Names as in the API. `within`: a grid and everything below it. */
  within: key,
  status: z.string().max(120),
  class: z.string().max(400),
  from: instant,
  to: instant,
  q: z.string().min(1).max(60),
  /** Who is to handle them: `me`, or one by kind and number. */
  assignee: z.string().regex(/^(me|(post|center|department):[1-9]\d{0,8})$/),
  /** How their clock stands. */
  due: z.enum(['overdue', 'amber', 'green']),
  /** What waits for the desk's word; `any` of it. */
  request: z.enum(['any', 'extension', 'return', 'suspension', 'void']),
  /** Why they were routed as they were: `outside` is the queue that no grid has. */
  reason: z.string().max(60),
  /** The cases behind one number of the indicators. */
  counter: Counter,
  duty: key,
  /** Hours from report to closing, at least and fewer than: `24-72`. */
  closing: z.string().regex(/^(\d{1,5}-\d{0,5}|-\d{1,5})$/),
  /** When in the week they were reported, Monday is 1. */
  weekday: z.string().regex(/^[1-7](,[1-7])*$/),
  hour: z.string().regex(/^\d{1,2}(,\d{1,2})*$/),
  /** In these cells of the heat. */
  cells: z.string().max(2000),

  /** Of the analysis: what is shown of a place, as what, in which classes, in cells of which size, beside what. */
  figure: z.string().regex(/^(count|area|households|workers|indicator\.[a-z-]{1,60})$/),
  look: z.enum(['grids', 'hexagons', 'squares', 'density']),
  breaks: z.enum(['quantile', 'natural', 'equal']),
  cell: wholeNumber,
  /** Another period (`from/to`) or other classes, beside the first. */
  against: z.string().regex(/^(period:[^,/]{1,40}\/[^,/]{1,40}|class:.{1,200})$/),
  /** What stands beside the map. */
  side: z.enum(['ranking', 'spots', 'trend', 'notes']),
  /** A saved view that is open. */
  saved: wholeNumber,

  /** Of the audit log: whose entries, of which noun or verb, about what, and the steps of cases instead of access. */
  who: z.string().min(1).max(80),
  did: z.string().regex(/^[a-z-]{1,40}(\.[a-z-]{1,40})?$/),
  thing: z.string().min(1).max(120),
  log: z.enum(['cases']),

  /** The moment whose grids and posts are shown; absent: now. */
  at: instant,
  /** The list that is open beside the map. */
  panel: z.enum(['tree', 'incidents', 'indicators', 'imports', 'audit', 'versions']),
  /** What stands on the map beside what was there before it: `version:3`, `draft:12`. */
  compare: z.string().regex(/^(version|draft):[1-9]\d{0,8}$/),
  /** The import that is open in its panel. */
  import: wholeNumber,
  /** Its areas beside our grids of this level, and the pair that is lit: code of the area, code of the grid, either may be missing. */
  crosswalk: key,
  pair: z.string().regex(/^.{0,100}\|[^|]{0,40}$/),
  /** What lies over everything; the back button closes it. */
  dialog: z.enum(['search', 'about', 'calendar', 'sign-in', 'account', 'accounts', 'screens', 'settings']),
  theme: z.enum(['paper', 'night', 'wall']),
  lang: z.enum(['zh', 'en']),
} as const
type Fields = typeof fields
type Field = keyof Fields
const fieldNames = Object.keys(fields) as Field[]

export const defaultLayers: readonly LayerKey[] = ['districts', 'grids', 'names', 'centers', 'incidents']

/** Address → view. Never throws. */
export function readView(search: string): View {
  const raw = new URLSearchParams(search)
  const view: Record<string, unknown> = {}
  for (const name of fieldNames) {
    const text = raw.get(name)
    if (text === null) continue
    const read = z.safeDecode(fields[name] as z.ZodType<unknown, string>, text)
    if (read.success) view[name] = read.data
  }
  return view
}

/** View → address, `?…` or nothing; the order of the fields is fixed, so equal views have equal addresses. */
export function writeView(view: ViewPatch): string {
  const out = new URLSearchParams()
  for (const name of fieldNames) {
    const value = view[name]
    if (value === undefined) continue
    out.set(name, z.encode(fields[name] as z.ZodType<unknown, string>, value))
  }
  // commas and colons may stand in a query as they are, and links stay readable
  const text = out.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')
  return text === '' ? '' : `?${text}`
}

/** The one history of the page; the router listens to it. Tests of pure parts have no window. */
export const history = typeof window === 'undefined' ? createMemoryHistory() : createBrowserHistory()

export function currentView(): View {
  return readView(history.location.search)
}

/** Changes some fields; `undefined` takes a field away. `replace` leaves no step for the back button. */
export function setView(patch: ViewPatch, how: 'push' | 'replace' = 'push'): void {
  const next = writeView({ ...currentView(), ...patch })
  if (next === history.location.search) return
  history[how](`${history.location.pathname}${next}${history.location.hash}`)
}

/** Where the console has other pages. */
export const analysisPath = '/analysis'

/** The analysis of what the console shows now. */
export function openAnalysis(): void {
  const { map, net, within, class: classes, from, to, theme, lang } = currentView()
  openPage(analysisPath, { map, net, within, class: classes, from, to, theme, lang })
}

/** Opens another page of the console with a view of its own. */
export function openPage(path: '/' | typeof analysisPath, view: ViewPatch): void {
  history.push(`${path}${writeView(view)}`)
}

/** Replaces the selection: the inspector shows one thing at a time. */
export function select(what: Pick<View, 'grid' | 'incident' | 'center' | 'report'>): void {
  setView({ grid: undefined, incident: undefined, center: undefined, report: undefined, ...what })
}

/** Opens a draft, or the list of them. What is drawn is drawn on the grids of now. */
export function editDraft(which: number | 'list'): void {
  setView({ edit: which, at: undefined, compare: undefined })
}

/** The view, or a part of it: the component is drawn again only when that part changes. */
export function useView(): View
export function useView<T>(part: (view: View) => T): T
export function useView<T>(part?: (view: View) => T): View | T {
  return useSearch({
    strict: false,
    select: (search: View) => (part === undefined ? search : part(search)),
    structuralSharing: true,
  } as Parameters<typeof useSearch>[0]) as View | T
}
