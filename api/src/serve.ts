import type { Server } from 'node:http'
import { createApp } from './app.ts'
import { createHttpServer } from './http/server.ts'
import { shortWay } from './routing/short-way.ts'
import type { Service } from './service.ts'
import { keptTiles } from './tiles/send-tile.ts'

/** The HTTP server of a service: what is answered before everything else, then the app. It does not listen yet. */
export function serve(service: Service): Server {
  return createHttpServer(createApp(service).fetch, { first: [keptTiles(service.tiles), shortWay(service)] })
}
