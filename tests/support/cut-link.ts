import { connect, createServer, type Socket } from 'node:net'

/** A link to a server that can be cut: everything on it ends at once, and nothing gets through until it is mended. */
export interface CutLink {
  readonly url: string
  cut(): void
  /** From now on the server hears everything and its answers are lost, until the link is cut and mended. */
  mute(): void
  mend(): void
  close(): void
}

export async function cutLink(serverUrl: string): Promise<CutLink> {
  const { hostname, port } = new URL(serverUrl)
  const sockets = new Set<Socket>()
  let isCut = false
  let isMute = false
  const server = createServer(near => {
    if (isCut) return near.destroy()
    const far = connect(Number(port), hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.on('error', () => {})
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
    }
    near.pipe(far)
    far.on('data', answer => isMute || near.write(answer))
    far.on('end', () => near.end())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const end = () => {
    for (const socket of sockets) socket.destroy()
  }
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    cut() {
      isCut = true
      end()
    },
    mute() {
      isMute = true
    },
    mend() {
      isCut = false
      isMute = false
    },
    close() {
      end()
      server.close()
    },
  }
}
