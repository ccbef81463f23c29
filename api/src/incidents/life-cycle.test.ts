import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  apply,
  type Case,
  type CaseEvent,
  isOpen,
  openMoves,
  type RequestKind,
  replay,
  reported,
  type Verb,
  verbs,
} from './life-cycle.ts'

const worker = { kind: 'post', id: 7 } as const

describe('the seven steps', () => {
  test('a case walks from report to evaluation', () => {
    expect(walk('file', 'dispatch', 'take', 'finish', 'close', 'evaluate').status).toBe('evaluated')
  })

  test.each([
    ['take', [] as Verb[]],
    ['dispatch', []],
    ['close', ['file', 'dispatch', 'take']],
    ['finish', ['file', 'dispatch']],
    ['evaluate', ['file']],
    ['file', ['file']],
    ['approve', ['file', 'dispatch', 'take']],
  ] as const)('%s is refused too early or twice', (verb, before) => {
    expect(() => walk(...before, verb)).toThrow(RangeError)
  })

  test('a refusal can say which moves are open, by who asks', () => {
    const handling = walk('file', 'dispatch', 'take')
    expect(openMoves(handling, ['assignee'])).toEqual(['finish', 'request', 'comment'])
    expect(openMoves(handling, ['desk'])).toEqual(['reassign', 'supervise', 'comment', 'link'])
    expect(openMoves(handling, [])).toEqual([])
  })
})

describe('side moves with approval', () => {
  const handling = walk('file', 'dispatch', 'take')
  const ask = (kind: RequestKind) => apply(handling, event(handling, 'request', { kind }))
  const granted = (kind: RequestKind) => apply(ask(kind), event(ask(kind), 'approve'))

  test('延时: the case goes on, one extension richer', () => {
    expect(granted('extension')).toMatchObject({ status: 'handling', extensions: 1, request: null })
  })
  test('回退: back to the desk, nobody assigned', () => {
    expect(granted('return')).toMatchObject({ status: 'filed', assignee: null })
  })
  test('挂账 and 恢复: back to where it stood', () => {
    const suspended = granted('suspension')
    expect(suspended.status).toBe('suspended')
    expect(apply(suspended, event(suspended, 'resume'))).toMatchObject({
      status: 'handling',
      suspendedFrom: null,
    })
  })
  test('作废', () => {
    expect(granted('void').status).toBe('void')
  })
  test('refused: as before', () => {
    const refused = apply(ask('void'), event(ask('void'), 'refuse'))
    expect({ ...refused, rev: handling.rev }).toEqual(handling)
  })
  test('while a request waits the case cannot be finished or handed on', () => {
    expect(isOpen(ask('extension'), 'finish')).toBe(false)
    expect(isOpen(ask('extension'), 'reassign')).toBe(false)
    expect(isOpen(ask('extension'), 'request')).toBe(false)
  })
})

describe('并案', () => {
  const linked = apply(
    walk('file', 'dispatch', 'take'),
    event(walk('file', 'dispatch', 'take'), 'link', { head: 9 }),
  )

  test('a linked case rests: it can be separated and commented on, nothing else', () => {
    expect(linked).toMatchObject({ status: 'handling', assignee: worker, head: 9 })
    expect(openMoves(linked, ['desk', 'lead', 'assignee', 'staff'])).toEqual(['comment', 'unlink'])
  })
  test('separated: exactly as before', () => {
    const { rev: _, ...before } = walk('file', 'dispatch', 'take')
    expect(apply(linked, event(linked, 'unlink'))).toMatchObject(before)
  })
  test('closed with its head it stays linked; reopened it is a case of its own', () => {
    const followed = apply(linked, event(linked, 'follow'))
    expect(followed).toMatchObject({ status: 'closed', head: 9 })
    expect(openMoves(followed, ['desk'])).toEqual(['reopen', 'comment'])
    expect(apply(followed, event(followed, 'reopen'))).toMatchObject({ status: 'filed', head: null })
  })
  test('nobody follows without a head, and what is handled or finished is not linked', () => {
    expect(isOpen(walk('file'), 'follow')).toBe(false)
    expect(isOpen(walk('file', 'dispatch', 'take', 'finish'), 'link')).toBe(false)
    expect(isOpen(walk('file', 'void'), 'link')).toBe(false)
  })
})

test('返工 keeps the assignee and counts', () => {
  expect(walk('file', 'dispatch', 'take', 'finish', 'rework')).toMatchObject({
    status: 'handling',
    assignee: worker,
    reworks: 1,
  })
})

describe('for any sequence of verbs', () => {
  const step = fc.record({
    verb: fc.constantFrom(...verbs),
    kind: fc.constantFrom<RequestKind[]>('extension', 'return', 'suspension', 'void'),
  })

  test('open moves are accepted, all others refused; replay gives the same state', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), steps => {
        let state = reported
        const log: CaseEvent[] = [{ verb: 'report', rev: 1, actor: null, data: {} }]
        for (const { verb, kind } of steps) {
          const next = event(state, verb, { kind, assignee: worker, head: 9 })
          if (!isOpen(state, verb)) {
            expect(() => apply(state, next)).toThrow(RangeError)
            continue
          }
          state = apply(state, next)
          log.push(next)
        }
        expect(replay(log)).toEqual(state)
        expect(state.status === 'suspended').toBe(state.suspendedFrom !== null)
        if (state.head !== null)
          expect(['suspended', 'feedback', 'evaluated', 'void']).not.toContain(state.status)
        if (['handling', 'dispatched', 'feedback'].includes(state.status))
          expect(state.assignee).toEqual(worker)
      }),
    )
  })

  test('a log with a gap, a double or a foreign start is refused', () => {
    const log: CaseEvent[] = [
      { verb: 'report', rev: 1, actor: null, data: {} },
      { verb: 'file', rev: 2, actor: null, data: {} },
    ]
    expect(() => replay(log.slice(1))).toThrow(RangeError)
    expect(() => replay([...log, ...log.slice(1)])).toThrow(RangeError)
    expect(() => replay([...log, { verb: 'void', rev: 4, actor: null, data: {} }])).toThrow(RangeError)
  })
})

function walk(...path: Verb[]): Case {
  return path.reduce((state, verb) => apply(state, event(state, verb)), reported)
}

function event(state: Case, verb: Verb, data: CaseEvent['data'] = { assignee: worker }): CaseEvent {
  return { verb, rev: state.rev + 1, actor: 'somebody', data }
}
