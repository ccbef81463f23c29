import { createServer } from 'node:http'
import { crc32, deflateSync, gzipSync } from 'node:zlib'

/** Basemaps of one plain colour: easy to recognise below a map. */
export type Rgb = readonly [red: number, green: number, blue: number]

export interface TileServer {
  /** Template with {z}/{x}/{y}. */
  readonly template: string
  /** Paths asked for so far. */
  readonly asked: string[]
  close(): void
}

export function serveTiles(colour: Rgb): Promise<TileServer> {
  const image = png(colour)
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(200, { 'content-type': 'image/png', 'access-control-allow-origin': '*' }).end(image)
  })
  return new Promise(resolve =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      resolve({ template: `http://127.0.0.1:${port}/{z}/{x}/{y}.png`, asked, close: () => server.close() })
    }),
  )
}

export interface StyleServer {
  readonly url: string
  close(): void
}

/** A style as providers write them: its tiles come from another host, and it brings a source with an attribution of its own. */
export function serveStyle(tiles: string, attribution: string): Promise<StyleServer> {
  const style = {
    version: 8,
    name: 'plain',
    sources: { plain: { type: 'raster', tiles: [tiles], tileSize: 256, attribution } },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': '#ffffff' } },
      { id: 'plain', type: 'raster', source: 'plain' },
    ],
  }
  const server = createServer((_, response) => {
    const headers = { 'content-type': 'application/json', 'access-control-allow-origin': '*' }
    response.writeHead(200, headers).end(JSON.stringify(style))
  })
  return new Promise(resolve =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      resolve({ url: `http://127.0.0.1:${port}/style.json`, close: () => server.close() })
    }),
  )
}

/**
 * A PMTiles v3 archive (https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md) with one entry: the same image for every tile of
 * zooms 0 to 14.
 */
export function pmtilesArchive(colour: Rgb): Buffer {
  const maxZoom = 14
  const everyTile = (4 ** (maxZoom + 1) - 1) / 3
  const image = png(colour)
  // entries, then of each entry: id, run length, bytes, offset + 1
  const directory = gzipSync(Buffer.from([1, 0, ...varint(everyTile), ...varint(image.length), 1]))
  const metadata = gzipSync(JSON.stringify({ name: 'plain' }))
  const header = Buffer.alloc(127)
  header.write('PMTiles', 0, 'latin1')
  header.writeUInt8(3, 7)
  const dataAt = header.length + directory.length + metadata.length
  const numbers = [
    [header.length, directory.length],
    [header.length + directory.length, metadata.length],
    [dataAt, 0],
    [dataAt, image.length],
    [everyTile, 1],
    [1, 0],
  ].flat()
  numbers.slice(0, 11).forEach((number, index) => {
    header.writeBigUInt64LE(BigInt(number), 8 + index * 8)
  })
  const [gzip, none, pngTiles] = [2, 1, 2]
  header.set([1, gzip, none, pngTiles, 0, maxZoom], 96)
  const world = [-180, -85, 180, 85].map(degrees => degrees * 1e7)
  world.forEach((units, index) => {
    header.writeInt32LE(units, 102 + index * 4)
  })
  return Buffer.concat([header, directory, metadata, image])
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]
}

/** A PNG of 16 × 16 pixels. */
function png(colour: Rgb): Buffer {
  const size = 16
  const row = Buffer.from([0, ...Array.from({ length: size }, () => colour).flat()])
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 2], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: size }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
