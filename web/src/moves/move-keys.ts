import type { MoveVerb } from '@jingwei/api/moves/contract.ts'

/** One letter a move, for the case that is open. Letters of the shell (R H T I) and of the list (J K) are taken. */
export const moveKeys: Readonly<Record<MoveVerb, string>> = {
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
}

/** What usually comes next; it stands first and stands out. An answer that is waited for comes before everything. */
const onward: readonly MoveVerb[] = [
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
export function arranged(moves: readonly MoveVerb[]): { next: MoveVerb | undefined; rest: MoveVerb[] } {
  const next = onward.find(verb => moves.includes(verb))
  return { next, rest: moves.filter(verb => verb !== next) }
}
