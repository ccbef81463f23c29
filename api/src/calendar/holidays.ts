// The package is CommonJS whose names Node cannot see: only its default export arrives.
import chineseDays from 'chinese-days'

/**
 * Statutory holidays and make-up days of mainland China, from the State Council's yearly notices as `chinese-days` carries
 * them. A year without a notice yet falls back to Monday–Friday: a city overrides single days in its calendar.
 */
export function isStatutoryWorkday(day: string): boolean {
  return chineseDays.getDayDetail(day).work
}
