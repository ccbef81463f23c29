import { type ReportComment, type ReportRating, ReportView } from '@jingwei/api/reports/contract.ts'
import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { get, send } from '../api.ts'

export type { ReportView }

export const reportQuery = (token: string) =>
  queryOptions({
    queryKey: ['reports', token],
    queryFn: ({ signal }) => get(`/api/reports/${token}`, ReportView, {}, signal),
    refetchOnWindowFocus: true,
    staleTime: 15_000,
  })

export const commentReport = (token: string) =>
  mutationOptions({
    mutationFn: (comment: ReportComment) =>
      send('POST', `/api/reports/${token}/comments`, ReportView, comment),
  })

export const rateReport = (token: string) =>
  mutationOptions({
    mutationFn: (rating: ReportRating) => send('POST', `/api/reports/${token}/ratings`, ReportView, rating),
  })

export const reportPictureUrl = (token: string, photo: number, size: 'thumb' | 'full') =>
  `/api/reports/${token}/photos/${photo}?size=${size}`
