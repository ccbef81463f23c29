import { calendarDay } from '../city/calendar-day.ts'

/** What people call an incident: the day of the report by the city's clock and the id, `20260301-050001`. */
export function incidentNumber(id: number, reportedAt: Date, timeZone: string): string {
  return `${calendarDay(reportedAt, timeZone).replaceAll('-', '')}-${String(id).padStart(6, '0')}`
}
