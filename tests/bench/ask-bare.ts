import type { Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'

export function listening(server: Server): Promise<number> {
  return new Promise(done => {
    server.listen(0, '127.0.0.1', () => done((server.address() as AddressInfo).port))
  })
}

export function closeAtOnce(server: Server): void {
  server.closeAllConnections()
  server.close()
}

const connections = 16

/** The barest client: sixteen connections, each asking again when it has its answer. @returns how many were answered */
export async function askBare(
  port: number,
  requests: number,
  pathOf: (i: number) => string,
): Promise<number> {
  let asked = 0
  const one = () =>
    new Promise<void>((done, fail) => {
      const socket = connect(port, '127.0.0.1')
      let waiting = Buffer.alloc(0)
      const ask = () => {
        if (asked >= requests) {
          socket.end()
          return done()
        }
        socket.write(`GET ${pathOf(asked++)} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n`)
      }
      socket.on('error', fail)
      socket.on('data', part => {
        waiting = waiting.length === 0 ? part : Buffer.concat([waiting, part])
        if (!isWhole(waiting)) return
        if (waiting.subarray(9, 12).toString() !== '200') return fail(new Error(waiting.toString()))
        waiting = Buffer.alloc(0)
        ask()
      })
      ask()
    })
  await Promise.all(Array.from({ length: connections }, one))
  return asked
}

const endOfHead = '\r\n\r\n'

function isWhole(answer: Buffer): boolean {
  const head = answer.indexOf(endOfHead)
  if (head < 0) return false
  const length = /\r\ncontent-length: (\d+)/i.exec(answer.toString('latin1', 0, head))?.[1]
  return length === undefined
    ? answer.subarray(-5).toString() === `0${endOfHead}`
    : answer.length >= head + endOfHead.length + Number(length)
}
