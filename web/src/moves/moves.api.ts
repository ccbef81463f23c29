import {
  Assignees,
  CaseView,
  type Light,
  type MoveInput,
  MoveVerb,
  RequestKind,
} from '@jingwei/api/moves/contract.ts'
import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { get, send } from '../api.ts'

export type { CaseView, Light, MoveInput }
export { MoveVerb, RequestKind }
export type Candidate = Assignees['assignees'][number]

/** Whom the reader can give this case to, nearest first. */
export const assigneesQuery = (id: number) =>
  queryOptions({
    queryKey: ['moves', 'assignees', id],
    queryFn: ({ signal }) => get(`/api/incidents/${id}/assignees`, Assignees, {}, signal),
    staleTime: 15_000,
  })

/** One step of a case. The same step sent again after a lost answer counts once. */
export const moveCase = mutationOptions({
  mutationKey: ['moves', 'move'],
  mutationFn: ({ id, verb, input }: { id: number; verb: MoveVerb; input: MoveInput }) =>
    send('POST', `/api/incidents/${id}/moves/${verb}`, CaseView, input),
})
