import { calendarDay } from '../city/calendar-day.ts'

/** What people call an incident: the day of the report by the city's clock and the id, `20260301-050001`. */
export function incidentNumber(id: number, reportedAt: Date, timeZone: string): string {
  return `${calendarDay(reportedAt, timeZone).replaceAll('-', '')}-${String(id).padStart(6, '0')}`
}

/** The id in a number; null when the text is none. The day is not compared: the id alone is the identity. */
export function idOfNumber(text: string): number | null {
  const digits = /^\d{8}-(\d{6,15})$/.exec(text)?.[1]
  return digits === undefined ? null : Number(digits)
}
