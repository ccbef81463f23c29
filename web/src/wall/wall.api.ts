import {
  Programme,
  type ProgrammeChange,
  Remote,
  type RemoteAct,
  WallCase,
  WallOpen,
  WallPicture,
  WallSteps,
} from '@jingwei/api/wall/contract.ts'
import { queryOptions } from '@tanstack/react-query'
import { get, send } from '../api.ts'

export type { Figure, Programme, Remote, Scene } from '@jingwei/api/wall/contract.ts'

export const programmeQuery = queryOptions({
  queryKey: ['wall', 'programme'],
  queryFn: ({ signal }) => get('/api/wall/programme', Programme, {}, signal),
  staleTime: Number.POSITIVE_INFINITY,
})

export const remoteQuery = queryOptions({
  queryKey: ['wall', 'remote'],
  queryFn: ({ signal }) => get('/api/wall/remote', Remote, {}, signal),
  staleTime: Number.POSITIVE_INFINITY,
})

export const wallCaseQuery = (id: number) =>
  queryOptions({
    queryKey: ['wall', 'case', id],
    queryFn: ({ signal }) => get(`/api/wall/cases/${id}`, WallCase, {}, signal),
    staleTime: 30_000,
  })

export const pictureQuery = queryOptions({
  queryKey: ['wall', 'picture'],
  queryFn: ({ signal }) => readPicture({}, signal),
  staleTime: 5_000,
})

export const readPicture = (query: { at?: string; after?: number }, signal?: AbortSignal) =>
  get('/api/wall', WallPicture, query, signal)

export const readOpen = (at?: string, signal?: AbortSignal) => get('/api/wall/open', WallOpen, { at }, signal)

export const readSteps = (from: string, to: string, signal?: AbortSignal) =>
  get('/api/wall/steps', WallSteps, { from, to }, signal)

export const commandWall = (act: RemoteAct) => send('POST', '/api/wall/remote', Remote, act)

export const changeProgramme = (change: ProgrammeChange) =>
  send('PUT', '/api/wall/programme', Programme, change)
