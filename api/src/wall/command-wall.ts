import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import type { Programme, Remote, RemoteAct } from './contract.ts'
import { holdRemote, selectProgramme, selectRemote, updateRemote } from './queries.ts'

type State = Omit<Remote, 'rev'>

/** What the duty officer typed is for the city's own displays and people. */
export async function readRemote(ctx: Ctx): Promise<Remote> {
  const { rev, data } = await selectRemote<State>(ctx.sql)
  const isVisitor = ctx.actor.account === null
  const pointer = data.pointer && { ...data.pointer, note: isVisitor ? '' : data.pointer.note }
  return { rev, ...data, pointer }
}

/** One press on the remote, for every wall. Throws `bad-field` for a scene that the programme does not have, `unknown-grid`. */
export async function commandWall(ctx: Ctx, act: RemoteAct): Promise<Remote> {
  const atlas = await ctx.atlases.at(ctx, ctx.now)
  return transaction(ctx, async tx => {
    const { data } = await holdRemote<State>(tx.sql)
    if (act.act === 'pin') {
      const programme = await selectProgramme<Omit<Programme, 'rev'>>(tx.sql)
      if (programme.data.scenes[act.scene] === undefined) throw new Problem('bad-field', { field: 'scene' })
      if (act.grid !== undefined && atlas.tree.get(act.grid) === undefined)
        throw new Problem('unknown-grid', { field: 'grid' })
    }
    await updateRemote(tx.sql, stateAfter(data, act, tx.now), { at: tx.now, by: tx.actor.account })
    await appendAudit(tx, { verb: 'wall.command', subject: 'wall/remote', data: { act: act.act } })
    return readRemote(tx)
  })
}

function stateAfter(state: State, act: RemoteAct, now: Date): State {
  switch (act.act) {
    case 'pin': {
      const { scene, grid } = act
      return { ...state, pinned: { scene, ...(grid === undefined ? {} : { grid }) } }
    }
    case 'release':
      return { ...state, pinned: null }
    case 'skip':
      return { ...state, pinned: null, skips: state.skips + 1 }
    case 'point': {
      const { lon, lat, note } = act
      return { ...state, pointer: { lon, lat, note, at: now.toISOString() } }
    }
    case 'clear':
      return { ...state, pointer: null }
  }
}
