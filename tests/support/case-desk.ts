import { selectAccount } from '@jingwei/api/access/queries.ts'
import { openSession } from '@jingwei/api/access/session.ts'
import type { Ctx } from '@jingwei/api/context.ts'
import { Incident } from '@jingwei/api/incidents/contract.ts'
import { report } from '@jingwei/api/incidents/report.ts'
import { CaseView, type MoveVerb } from '@jingwei/api/moves/contract.ts'
import type { ApiClient } from './api-client.ts'

/** Somebody of the rights city by account name; null: a visitor. */
export type Who = string | null

/** Moves cases of the rights city (`rights-city.ts`) through the API, as its people would. */
export interface CaseDesk {
  /** A request with a session of this moment: tests travel in time. */
  ask(who: Who, method: string, path: string, body?: object): Promise<Response>
  move(who: Who, id: number, verb: string, body: object): Promise<Response>
  /** With the revision that stands; fails unless it is done. */
  does(who: Who, id: number, verb: MoveVerb, fields?: object): Promise<CaseView>
  show(id: number, who?: Who): Promise<Incident>
  /** A new case in block A1, of a class with a limit for handling alone unless it is said, moved so far. */
  caseAt(path: readonly Step[], classCode?: string): Promise<number>
}

export type Step = readonly [Who, MoveVerb, object?]

export function caseDesk(ctx: Ctx, api: ApiClient): CaseDesk {
  const ask: CaseDesk['ask'] = async (who, method, path, body) => {
    const now = { ...ctx, now: new Date() }
    const account = who === null ? undefined : await selectAccount(ctx.sql, who, now.now)
    const session = account && (await openSession(now, account))
    return api.ask(method, path, body, session ? { cookie: `jingwei-session=${session.token}` } : {})
  }
  const move: CaseDesk['move'] = (who, id, verb, body) =>
    ask(who, 'POST', `/api/incidents/${id}/moves/${verb}`, body)
  const show: CaseDesk['show'] = async (id, who = 'commander') =>
    Incident.parse(await (await ask(who, 'GET', `/api/incidents/${id}`)).json())
  const does: CaseDesk['does'] = async (who, id, verb, fields = {}) => {
    const answer = await move(who, id, verb, { rev: (await show(id)).rev, ...fields })
    if (!answer.ok) throw new Error(`${who} ${verb}: ${answer.status} ${await answer.text()}`)
    return CaseView.parse(await answer.json())
  }
  return {
    ...{ ask, move, show, does },
    async caseAt(path, classCode = '0101') {
      const place = { lon: 0.0005, lat: 0.0005, classCode, title: '一堆垃圾' }
      const { incident } = await report({ ...ctx, now: new Date() }, place)
      for (const [who, verb, fields] of path) await does(who, incident.id, verb, fields)
      return incident.id
    },
  }
}

export interface Posts {
  A: number
  A1: number
  A2: number
  B1: number
}

/** Who can be given a case there: posts by their grid, and the one department. */
export async function assigneesOf({ sql }: Ctx): Promise<{ posts: Posts; department: number }> {
  const [row] = await sql<{ posts: Posts; department: number }[]>`
    select jsonb_object_agg(r.code, post.id) as posts, (select id from department) as department
    from post join grid_record r on r.grid_id = post.grid_id`
  if (row === undefined) throw new Error('no posts')
  return row
}
