import type { IncidentStatus } from '@jingwei/api/incidents/contract.ts'

/** What a status means to the eye: a colour token `--stage-…` and a shape, so that neither is needed alone. */
export interface Stage {
  readonly key: 'waiting' | 'working' | 'checking' | 'done' | 'paused'
  readonly shape: '●' | '▲' | '◆' | '■' | '○'
}

const waiting: Stage = { key: 'waiting', shape: '●' }
const working: Stage = { key: 'working', shape: '▲' }
const checking: Stage = { key: 'checking', shape: '◆' }
const done: Stage = { key: 'done', shape: '■' }
const paused: Stage = { key: 'paused', shape: '○' }

/** ● nobody has it yet · ▲ somebody works on it · ◆ waits for the check · ■ done · ○ stands still. */
export const stageOf: Readonly<Record<IncidentStatus, Stage>> = {
  reported: waiting,
  filed: waiting,
  dispatched: working,
  handling: working,
  feedback: checking,
  closed: done,
  evaluated: done,
  suspended: paused,
  void: paused,
}
