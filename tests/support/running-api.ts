import type { Server } from 'node:http'
import { serve } from '@jingwei/api/serve.ts'
import type { Service } from '@jingwei/api/service.ts'
import { afterAll } from 'vitest'

/** The API of a service on a free port of loopback, until the test file ends. @returns its address */
export function runningApi(service: Service): Promise<string> {
  return running(serve(service), () => service.feed.close())
}

/** The same of a server that does not listen yet. */
export async function running(server: Server, beforeItEnds: () => void = () => {}): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  afterAll(async () => {
    beforeItEnds()
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}
