import type { Area } from './areas.ts'

/** What a file says of itself before its figures. */
export interface Imprint {
  readonly title: string
  readonly lines: readonly string[]
  /** One sentence where the data are made up. */
  readonly synthetic: string | null
}

export interface FileArea extends Area {
  readonly geometry: GeoJSON.Geometry | null
}

/** CSV with a byte-order mark; the imprint stands in lines that begin with `#`. */
export function csvText(imprint: Imprint, header: readonly string[], areas: readonly Area[]): string {
  const about = [imprint.title, ...imprint.lines, ...(imprint.synthetic === null ? [] : [imprint.synthetic])]
  const rows = areas.map(area => [
    area.key,
    area.name ?? '',
    area.value === null ? '' : String(area.value),
    String(area.count),
    area.isSmall ? '1' : '0',
  ])
  const lines = [
    ...about.map(line => `# ${line.replaceAll(/[\r\n]+/g, ' ')}`),
    ...[header, ...rows].map(csvLine),
  ]
  return `\uFEFF${lines.join('\r\n')}\r\n`
}

function csvLine(cells: readonly string[]): string {
  return cells.map(csvCell).join(',')
}

/** What a spreadsheet would take for a formula is told to be text. */
function csvCell(text: string): string {
  const isNumber = /^-?\d+(\.\d+)?(e-?\d+)?$/.test(text)
  const safe = !isNumber && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** GeoJSON with the imprint as foreign members of the collection. */
export function geojsonText(imprint: Imprint, areas: readonly FileArea[]): string {
  const collection = {
    type: 'FeatureCollection',
    title: imprint.title,
    about: imprint.lines,
    synthetic: imprint.synthetic,
    features: areas
      .filter(area => area.geometry !== null)
      .map(({ geometry, key, name, value, count, isSmall }) => ({
        type: 'Feature',
        properties: { key, name, value, cases: count, fewCases: isSmall },
        geometry,
      })),
  }
  return JSON.stringify(collection)
}
