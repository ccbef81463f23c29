/**
 * PGlite swallows errors that C++ throws inside PostGIS (an overlay of a shape that crosses itself): the step ends without its last message, and what
 * PostgreSQL cleans up after an error is not done. The second of them left its client waiting for ever, more of them broke the database. So a step
 * without its end is answered by an error that PostgreSQL raises itself, which cleans up; what was sent after it is skipped, up to the Sync.
 */

/** With what the answer to a message ends, by letters. */
const endings: Readonly<Record<string, string>> = { P: '1E', D: 'TnE', B: '2E', E: 'CIsE', Q: 'CIEGHW' }
/** Notices, settings, notifications and ReadyForQuery may come after it. */
const asides = 'NSAZ'

/** Whether the answer to a message lacks its end. */
export function isSwallowed(message: Uint8Array, answer: Buffer): boolean {
  const wanted = endings[letterOf(message)]
  if (wanted === undefined) return false
  let [last, isReady] = ['', false]
  for (let at = 0; at + 4 < answer.length; at += 1 + answer.readInt32BE(at + 1)) {
    const letter = String.fromCharCode(answer[at] as number)
    if (!asides.includes(letter)) last = letter
    isReady = letter === 'Z'
  }
  // of several statements in one message the first may have ended well
  const breaksOff = last === 'C' && letterOf(message) === 'Q' && !isReady
  return last === '' || !wanted.includes(last) || breaksOff
}

/** What a client sends before its Sync. A connection that ended in between never sends that: the next one's first message is none of these. */
export function isStep(letter: string): boolean {
  return 'PBDECH'.includes(letter)
}

export function letterOf(message: Uint8Array): string {
  return String.fromCharCode(message[0] ?? 0)
}

const text = `do $$begin
  raise 'an error was swallowed, probably one of geometry' using errcode = 'internal_error';
end$$\0`

/** A simple query that fails. */
export const raiseError: Uint8Array = Buffer.concat([
  Buffer.from('Q'),
  Buffer.from(Uint32Array.of(Buffer.byteLength(text) + 4).buffer).swap32(),
  Buffer.from(text),
])
