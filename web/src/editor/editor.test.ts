import { expect, test } from 'vitest'
import { merge, rename, reparent } from './operations/grid-commands.ts'
import { addAfter, nudge, removeVertex, stepTo } from './operations/vertex-commands.ts'
import { frameOf, movingAlong, sceneOf } from './scene.ts'
import { nameOf } from './steps.ts'
import { placeOf, TestEditor } from './test-editor.ts'

test('a tap near a border selects it, a tap inside a block the grid of the chosen level', () => {
  const test = new TestEditor()
  test.tap([1.05, 0.5])
  expect(test.editor.run?.vertices.map(v => test.editor.boundaries.place(v))).toEqual(
    [placeOf([1, 1]), placeOf([1, 0])].toSorted(),
  )
  test.tap([1.5, 0.5])
  expect(test.editor.selection).toEqual({ kind: 'grid', code: 'b10' })
  test.editor.rank = 1
  test.tap([1.5, 0.5])
  expect(test.editor.selection).toEqual({ kind: 'grid', code: 'c00' })
  test.tap([-3, -3])
  expect(test.editor.selection).toBeNull()
})

test('a shared vertex moves all four blocks, and what moves along is named at every level', () => {
  const test = new TestEditor().tap([2, 1.5])
  expect(movingAlong(test.editor).map(({ code }) => code)).toEqual(
    expect.arrayContaining(['s0', 's1', 'c00', 'c10', 'b11', 'b21']),
  )
  test.drag([2, 2], [2.1, 2.1], [2.2, 2.3])
  expect(test.vertexAt([2.2, 2.3])).toBeDefined()
  expect(test.faults).toEqual([])
  expect(test.log).toEqual([{ kind: 'move', vertices: [{ from: placeOf([2, 2]), to: placeOf([2.2, 2.3]) }] }])
})

test('dragged across a border it is refused live, with the place, and bounces back', () => {
  const test = new TestEditor().tap([1, 1.5])
  const before = test.state
  expect(test.hold([1, 1], [1.5, 1.5], [2.4, 1.4])).toBe(true)
  expect(test.editor.ghost?.refusal).toMatchObject({ code: 'crosses' })
  expect(frameOf(test.editor)).toMatchObject({ isAllowed: false, stop: { x: expect.any(Number) } })
  test.editor.tool.release()
  expect(test.state).toBe(before)
  expect(test.refusal).toBe('crosses')
  expect(test.log).toEqual([])
})

test('the outer border is frozen', () => {
  const test = new TestEditor().tap([1, 0.5]).drag([1, 0], [1, 0.2])
  expect(test.refusal).toBe('outline-frozen')
})

test('the middle of a border is dragged to make a vertex, which is in hand then; Delete takes it away', () => {
  const test = new TestEditor().tap([1, 1.4])
  const before = test.state
  test.drag([1, 1.5], [1.3, 1.6])
  expect(test.editor.run?.vertices).toHaveLength(3)
  expect(test.editor.selection).toMatchObject({ vertex: 1 })
  expect(removeVertex(test.editor)).toBe(true)
  expect(test.state).toBe(before)
  test.editor.undo()
  test.editor.undo()
  expect(test.state).toBe(before)
  expect(test.log.map(({ kind }) => kind)).toEqual(['insert', 'delete', 'undo', 'undo'])
})

test('a vertex is held on the line between its neighbours, unless snapping is off', () => {
  const bent = () => new TestEditor().tap([1, 1.4]).drag([1, 1.5], [1.3, 1.5])
  const straight = bent().drag([1.3, 1.5], [1.04, 1.4])
  expect(straight.vertexAt([1, 1.4])).toBeDefined()
  const free = bent()
  free.editor.isSnapping = false
  free.drag([1.3, 1.5], [1.04, 1.4])
  expect(free.vertexAt([1.04, 1.4])).toBeDefined()
})

test('the keyboard steps through vertices, nudges by metres and puts one in', () => {
  const test = new TestEditor().tap([1, 1.4])
  stepTo(test.editor, 1)
  expect(addAfter(test.editor, placeOf([1.2, 1.5]))).toBe(true)
  expect(nudge(test.editor, 10, 0)).toBe(true)
  expect(test.faults).toEqual([])
  const [, moved] = test.log
  expect(moved).toMatchObject({ kind: 'move' })
  const [{ from = [0, 0], to = [0, 0] } = {}] = moved?.kind === 'move' ? moved.vertices : []
  // ten metres east at 32° north
  expect((to[0] ?? 0) - (from[0] ?? 0)).toBeGreaterThan(1000)
  expect((to[0] ?? 0) - (from[0] ?? 0)).toBeLessThan(1120)
})

test('a block is split by a line from border to border; what lies left is new', () => {
  const test = new TestEditor().tap([0.5, 0.5])
  test.editor.take('split')
  test.line([0.5, 1], [0.5, 0.5], [0.4, 0])
  expect(test.refusal).toBeNull()
  expect(test.faults).toEqual([])
  const { boundaries } = test.editor
  expect(boundaries.childrenOf('c00')).toHaveLength(5)
  // the outer border gets no vertex: the line ends at the nearest one
  expect(test.vertexAt([0.4, 0])).toBeUndefined()
  test.editor.undo()
  expect(boundaries.childrenOf('c00')).toHaveLength(4)
  expect(test.log.map(({ kind }) => kind)).toEqual(['together', 'undo'])
})

test('a line that ends inside splits nothing, and the line is kept to be mended', () => {
  const test = new TestEditor().tap([0.5, 0.5])
  const before = test.state
  test.editor.take('split')
  test.line([0.5, 1], [0.5, 0.5])
  expect(test.refusal).toBe('does-not-split')
  expect(test.state).toBe(before)
  expect(test.editor.line?.points).toHaveLength(2)
})

test('a street is split along block borders: communities on both sides are split with it, no block is cut', () => {
  const test = new TestEditor()
  test.editor.rank = 0
  test.tap([0.5, 0.5])
  expect(test.editor.selection).toEqual({ kind: 'grid', code: 's0' })
  test.editor.take('split')
  // along the border between rows 0 and 1: traced, so two taps are enough
  test.line([2, 1], [0, 1])
  const { boundaries } = test.editor
  expect(test.refusal).toBeNull()
  expect([...boundaries.faces()]).toHaveLength(16)
  const streets = [...boundaries.grids()].filter(({ level }) => level === 'street')
  expect(streets).toHaveLength(3)
  const fresh = streets.find(({ code }) => code !== 's0' && code !== 's1')
  const communities = boundaries.childrenOf(fresh?.code ?? '')
  expect(communities).toHaveLength(1)
  expect(communities.flatMap(code => boundaries.childrenOf(code)).toSorted()).toEqual(['b00', 'b10'])
  expect(boundaries.childrenOf('c00').toSorted()).toEqual(['b01', 'b11'])
  expect(boundaries.childrenOf('c01')).toHaveLength(4)
  test.editor.undo()
  expect([...boundaries.grids()]).toHaveLength(22)
})

test('a community is split by a line that cuts two blocks', () => {
  const test = new TestEditor()
  test.editor.rank = 1
  test.tap([0.5, 0.5])
  test.editor.take('split')
  test.line([0.5, 2], [0.45, 1.2], [0.5, 0])
  const { boundaries } = test.editor
  expect(test.refusal).toBeNull()
  expect(test.faults).toEqual([])
  expect([...boundaries.faces()]).toHaveLength(18)
  expect(boundaries.childrenOf('s0')).toHaveLength(3)
})

test('a border is redrawn from a place on it back to it', () => {
  const test = new TestEditor().tap([1, 1.4])
  test.editor.take('reshape')
  test.line([1, 1], [1.4, 1.3], [1.4, 1.7], [1, 2])
  expect(test.refusal).toBeNull()
  expect(test.faults).toEqual([])
  expect(test.editor.run?.vertices).toHaveLength(4)
  expect(nameOf(test.editor.steps.done.at(-1) as never)).toBe('reshape')
})

test('two blocks become one without a border between them; a block goes to the neighbouring community', () => {
  const test = new TestEditor()
  expect(merge.run(test.editor, 'b10', { into: 'b00' })).toBe(true)
  expect([...test.editor.boundaries.faces()]).toHaveLength(15)
  expect(test.faults).toEqual([])
  expect(reparent.run(test.editor, 'b11', { parent: 'c10' })).toBe(true)
  expect(rename.run(test.editor, 'b11', { code: 'b99', name: { zh: '新名' } })).toBe(true)
  expect(test.editor.selection).toEqual({ kind: 'grid', code: 'b99' })
  expect(rename.run(test.editor, 'b99', { code: 'b00', name: { zh: '新名' } })).toBe(false)
  expect(test.refusal).toBe('code-taken')
  for (let i = 0; i < 3; i++) test.editor.undo()
  expect(test.state).toBe(new TestEditor().state)
})

test('handles stand on the selected border only', () => {
  const test = new TestEditor()
  expect(sceneOf(test.editor).handles).toEqual([])
  test.tap([1, 1.4])
  expect(
    sceneOf(test.editor)
      .handles.map(({ kind }) => kind)
      .toSorted(),
  ).toEqual(['middle', 'vertex', 'vertex'])
})

test('a draft that is only looked at selects, and changes in no way', () => {
  const test = new TestEditor()
  const before = test.state
  test.editor.isFrozen = true
  test.tap([1, 1.5])
  expect(test.editor.selection).toMatchObject({ kind: 'border' })
  expect(sceneOf(test.editor).handles).toEqual([])
  expect(test.hold([1, 1], [1.2, 1.2])).toBe(false)
  expect(merge.run(test.editor, 'b10', { into: 'b11' })).toBe(false)
  test.editor.undo()
  test.editor.take('split')
  expect(test.editor.tool.name).toBe('adjust')
  expect(test.state).toBe(before)
  expect(test.log).toEqual([])
})
