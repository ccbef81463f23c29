/** A piece is written by one statement, for which everybody else waits where the database is embedded. */
export const pieceBytes = 256 * 1024

/** Each has memory of its own: a message between threads takes along the whole memory that its bytes are a part of. */
export function* inPieces(whole: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < whole.length; from += pieceBytes)
    yield Uint8Array.from(whole.subarray(from, from + pieceBytes))
}
