import type { MoveVerb } from '@jingwei/api/moves/contract.ts'

/** Moves that have a button in the bar. Which case to join is chosen among suggestions (`duplicates/`). */
export type BarVerb = Exclude<MoveVerb, 'link'>

/** One letter a move, for the case that is open. Letters of the shell (R H T I) and of the list (J K) are taken. */
export const moveKeys: Readonly<Record<BarVerb, string>> = {
  file: 'f',
  dispatch: 'd',
  take: 'a',
  finish: 'e',
  close: 'c',
  evaluate: 'v',
  rework: 'w',
  reassign: 'g',
  request: 'q',
  approve: 'y',
  refuse: 'n',
  resume: 'u',
  void: 'x',
  reopen: 'o',
  supervise: 's',
  escalate: 'l',
  comment: 'm',
  unlink: 'p',
}

/** What usually comes next; it stands first and stands out. An answer that is waited for comes before everything. */
const onward: readonly BarVerb[] = [
  'approve',
  'file',
  'dispatch',
  'take',
  'finish',
  'close',
  'evaluate',
  'resume',
]

/** The moves as buttons: what usually comes next first, the rest in their own order. */
export function arranged(moves: readonly BarVerb[]): { next: BarVerb | undefined; rest: BarVerb[] } {
  const next = onward.find(verb => moves.includes(verb))
  return { next, rest: moves.filter(verb => verb !== next) }
}
