import { expect, test } from 'vitest'
import { inPieces, pieceBytes } from './pieces.ts'

test.each([0, 1, pieceBytes - 1, pieceBytes, pieceBytes + 1, 3 * pieceBytes + 7])(
  '%i bytes come in pieces of memory of their own, none too large, and are the same together',
  length => {
    const whole = Buffer.from(Array.from({ length }, (_, i) => (i * 31) % 251))
    const pieces = [...inPieces(whole)]
    expect(Buffer.concat(pieces).equals(whole)).toBe(true)
    expect(pieces).toHaveLength(Math.ceil(length / pieceBytes))
    for (const piece of pieces) {
      expect(piece.length).toBeLessThanOrEqual(pieceBytes)
      expect(piece.buffer.byteLength).toBe(piece.length)
    }
  },
)
