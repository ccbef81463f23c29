import { createApp } from '@jingwei/api/app.ts'
import { createHttpServer } from '@jingwei/api/http/server.ts'
import type { Service } from '@jingwei/api/service.ts'
import { keptTiles } from '@jingwei/api/tiles/send-tile.ts'
import { afterAll } from 'vitest'

/** The API of a service on a free port of loopback, until the test file ends. @returns its address */
export async function runningApi(service: Service): Promise<string> {
  const server = createHttpServer(createApp(service).fetch, { first: keptTiles(service.tiles) })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  afterAll(async () => {
    service.feed.close()
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}
