import type { IncomingMessage, Server, ServerResponse } from 'node:http'

export interface LingerLimits {
  /** Without a byte of the body for so long, nobody sends it any more. */
  readonly silenceMilliseconds?: number
  /** In all, whatever comes. */
  readonly mostMilliseconds?: number
  /** What comes is dropped as it comes; whoever sends a large file to be refused has had time to read the answer by then. */
  readonly mostBytes?: number
}

/**
 * Whoever is refused before the body was read hears why. The answer leaves at once; it is ended, and with it the connection where one of
 * the two wants that, when the body has come in. Without this the connection closes under a sender who is still writing, and the reset
 * that the sender then gets throws away the answer too. nginx calls it `lingering_close`.
 */
export function lingerAfterAnswers(server: Server, limits: LingerLimits = {}): void {
  server.prependListener('request', (incoming, outgoing) => {
    const end = outgoing.end.bind(outgoing) as (...args: unknown[]) => ServerResponse
    outgoing.end = (...args: unknown[]) => {
      if (!isAwaited(incoming)) return end(...args)
      const [chunk, encoding] = args.filter(each => typeof each !== 'function')
      if (chunk === undefined || chunk === null) outgoing.flushHeaders()
      else outgoing.write(chunk, (encoding ?? 'utf8') as BufferEncoding)
      const whenDone = args.find(each => typeof each === 'function')
      takeRest(incoming, limits, () => end(...(whenDone ? [whenDone] : [])))
      return outgoing
    }
  })
}

/** Whether bytes of the body are still on their way. */
function isAwaited({ complete, destroyed, headers }: IncomingMessage): boolean {
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > 0
  return hasBody && !complete && !destroyed
}

/** Reads and drops what is left of a body; `then` is called once, when it is all there or nobody waits for it any longer. */
function takeRest(
  incoming: IncomingMessage,
  { silenceMilliseconds = 5_000, mostMilliseconds = 30_000, mostBytes = 64 * 1024 * 1024 }: LingerLimits,
  then: () => void,
) {
  let bytes = 0
  const finish = () => {
    clearTimeout(timer)
    clearTimeout(whole)
    incoming.off('data', take).off('pause', goOn).off('end', finish).off('close', finish)
    then()
  }
  const giveUp = () => {
    finish()
    // when the answer is out
    incoming.socket.destroySoon()
  }
  const timer = setTimeout(giveUp, silenceMilliseconds)
  const whole = setTimeout(giveUp, mostMilliseconds)
  const take = (part: Buffer) => {
    bytes += part.length
    if (bytes > mostBytes) giveUp()
    else timer.refresh()
  }
  // whoever read it before and stopped in the middle holds nobody up
  const goOn = () => incoming.resume()
  incoming.on('data', take).on('pause', goOn).on('end', finish).on('close', finish)
  goOn()
}
