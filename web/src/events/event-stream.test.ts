import { expect, test } from 'vitest'
import { EventStreamParser, type Piece } from './event-stream.ts'

const stream =
  'retry: 1000\n: 2026-03-01T00:00:00.000Z\n\nid: 7\n\nid: 8\ndata: {"a":1}\n\nevent: reset\nid: 9\ndata: x\ndata: y\n\n'
const pieces: Piece[] = [
  { kind: 'retry', milliseconds: 1000 },
  { kind: 'comment', text: '2026-03-01T00:00:00.000Z' },
  { kind: 'event', type: 'message', data: '', id: '7' },
  { kind: 'event', type: 'message', data: '{"a":1}', id: '8' },
  { kind: 'event', type: 'reset', data: 'x\ny', id: '9' },
]

test('a stream reads the same in whatever pieces it arrives', () => {
  for (let size = 1; size <= stream.length; size++) {
    const parser = new EventStreamParser()
    const read: Piece[] = []
    for (let at = 0; at < stream.length; at += size) read.push(...parser.push(stream.slice(at, at + size)))
    expect(read).toEqual(pieces)
  }
})

test('other line ends, fields without a colon and unknown fields are as the standard says', () => {
  const parser = new EventStreamParser()
  expect(parser.push('id: 1\r\ndata\r\nodd: 2\r\n\r\n')).toEqual([
    { kind: 'event', type: 'message', data: '', id: '1' },
  ])
  expect(parser.push('retry: soon\n\n')).toEqual([])
})

test('what was cut off in the middle is nothing', () => {
  expect(new EventStreamParser().push('id: 5\ndata: {"half":')).toEqual([])
})
