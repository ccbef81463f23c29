import { Download, FileImage, FileJson, FileText } from 'lucide-react'
import { use } from 'react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useCityWords } from '../city/city-words.ts'
import { outlineFeature } from '../grids/grid-geojson.ts'
import { useAtlas, useIsTiled } from '../grids/use-atlas.ts'
import { formatInstant } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { IconButton } from '../ui/button.tsx'
import type { Area } from './areas.ts'
import { useFigureWords } from './figure-text.ts'
import { composePicture, type PictureLegend } from './file-picture.ts'
import { csvText, geojsonText, type Imprint } from './file-text.ts'
import { MapGroupContext } from './map-group.ts'
import type { Areas } from './use-areas.ts'

interface Props {
  readonly areas: Areas | undefined
  /** What the table and the data are of: the areas, or how they differ. */
  readonly rows: readonly Area[]
  readonly titles: readonly string[]
  readonly legends: readonly PictureLegend[]
  readonly filterText: string
  readonly periodText: string
}

/** The map as a picture, its places as a table or as map data: each says of what, of when, from where, and what is made up. */
export function ExportView({ areas, rows, titles, legends, filterText, periodText }: Props) {
  const t = useMessages('analysis')
  const words = useCityWords()
  const figure = useFigureWords()
  const group = use(MapGroupContext)
  const { data: atlas } = useAtlas()
  const hasBorders = !useIsTiled() || areas?.shapes != null
  const { city } = words
  if (city === undefined) return null

  const imprint = (): Imprint => ({
    title: `${words.say(city.name)} · ${figure.name}`,
    lines: [
      `${t.periodWords}: ${periodText}`,
      `${t.filterWords}: ${filterText}`,
      `${t.source(words.say(city.name))} · ${t.made(formatInstant(new Date(), city.timeZone))}`,
    ],
    synthetic: city.synthetic === null ? null : words.say(city.synthetic),
  })
  const name = `${figure.name}-${formatInstant(new Date(), city.timeZone).slice(0, 10)}`
  const files = {
    png: async () => {
      const picture = composePicture(await group.pictures(), titles, legends, imprint())
      picture.toBlob(blob => blob !== null && hand(blob, `${name}.png`), 'image/png')
    },
    csv: () => {
      const header = ['key', t.place, `${figure.name} ${figure.unit}`, t.cases, t.small]
      hand(new Blob([csvText(imprint(), header, rows)], { type: 'text/csv' }), `${name}.csv`)
    },
    geojson: () => {
      const rings = new Map(areas?.shapes?.map(shape => [shape.key, shape.ring]))
      const placed = rows.map(area => {
        const ring = rings.get(area.key)
        const shape = atlas?.shape(area.key)
        const geometry =
          ring !== undefined
            ? ({ type: 'Polygon', coordinates: [ring] } satisfies GeoJSON.Geometry)
            : shape === undefined
              ? null
              : outlineFeature(shape.outline).geometry
        return { ...area, geometry }
      })
      hand(new Blob([geojsonText(imprint(), placed)], { type: 'application/geo+json' }), `${name}.geojson`)
    },
  }
  const items = [
    ['png', FileImage],
    ['csv', FileText],
    ['geojson', FileJson],
  ] as const
  return (
    <MenuTrigger>
      <IconButton icon={Download} label={t.exports} isDisabled={areas === undefined} />
      <Popover className="menu-popover" placement="bottom end">
        <Menu
          className="menu"
          aria-label={t.exports}
          onAction={key => void files[key as keyof typeof files]()}
        >
          {items.map(([key, Icon]) => (
            <MenuItem
              key={key}
              id={key}
              className="menu-item"
              textValue={t[key]}
              isDisabled={key === 'geojson' && !hasBorders}
            >
              <Icon size={16} strokeWidth={1.75} aria-hidden />
              {t[key]}
              {key === 'geojson' && !hasBorders && <small>{t.noBorders}</small>}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

function hand(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // the download holds the file by itself once it has begun
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
