import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { createApp } from '@jingwei/api/app.ts'
import type { Service } from '@jingwei/api/service.ts'
import { afterAll } from 'vitest'

/** The API of a service on a free port of loopback, until the test file ends. @returns its address */
export async function runningApi(service: Service): Promise<string> {
  const server = createAdaptorServer({ fetch: createApp(service).fetch }) as Server
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  afterAll(async () => {
    service.feed.close()
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}
