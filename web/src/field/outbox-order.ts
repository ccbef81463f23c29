import type { Writing, Written } from './written.ts'

/** What the server made of one line. */
export interface Receipt {
  /** Of the case. */
  readonly id: number
  /** Its revision now, where a step was made. */
  readonly rev?: number
  readonly number?: string
}

/**
 * The first line that may go now: a case whose earlier line is held waits for its author, the others do not.
 * @param aside cases that are left alone for now
 */
export function nextToSend(
  lines: readonly Written[],
  aside: Iterable<Written['about']> = [],
): Written | undefined {
  const held = new Set(aside)
  for (const line of lines) {
    if (line.state === 'held') held.add(line.about)
    if (line.state === 'waiting' && !held.has(line.about)) return line
  }
  return undefined
}

/**
 * What changes when a line has been taken: the line itself; a report's photos learn the number of the case; the same person's
 * later steps follow the revision that this one made.
 */
export function settle(lines: readonly Written[], done: Written, receipt: Receipt, at: number): Written[] {
  const { id, rev, number } = receipt
  return lines.flatMap((line): Written[] => {
    if (line.seq === done.seq) {
      const { refusal: _, ...kept } = line
      const sent = {
        ...kept,
        about: id,
        writing: receiptOf(line.writing),
        state: 'sent' as const,
        sentAt: at,
      }
      return [number === undefined ? sent : { ...sent, number }]
    }
    if (line.about !== done.about || line.seq < done.seq || line.state === 'sent') return []
    const { writing } = line
    const follows = rev !== undefined && line.state === 'waiting' && writing.kind === 'move'
    if (line.about === id && !follows) return []
    return [{ ...line, about: id, writing: follows ? { ...writing, rev } : writing }]
  })
}

/** A photo that the server has is not kept on the phone as well. */
function receiptOf(writing: Writing): Writing {
  return writing.kind === 'photo' ? { ...writing, picture: new Blob() } : writing
}

/** Lines of a case that the server has not taken yet, in order. */
export function pendingOf(lines: readonly Written[], about: Written['about']): Written[] {
  return lines.filter(line => line.about === about && line.state !== 'sent')
}
