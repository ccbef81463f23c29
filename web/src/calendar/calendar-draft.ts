import { type Calendar, CalendarChange } from '@jingwei/api/calendar/contract.ts'

/** A calendar as it is typed. Hours are `08:30-12:00, 14:00-17:30`; a single day with none of its own has those of the season. */
export interface CalendarDraft {
  readonly rev: number
  readonly holidays: Calendar['holidays']
  readonly seasons: readonly { from: string; hours: string }[]
  readonly overrides: readonly { day: string; work: boolean; hours: string; note: string }[]
  readonly ladder: string
}

export type CalendarPart = 'seasons' | 'overrides' | 'ladder'

export function draftOf({ rev, holidays, seasons, overrides, ladder }: Calendar): CalendarDraft {
  return {
    rev,
    holidays,
    seasons: seasons.map(({ from, segments }) => ({ from, hours: hoursText(segments) })),
    overrides: overrides.map(({ day, work, segments = [], note = '' }) => ({
      ...{ day, work, note },
      hours: hoursText(segments),
    })),
    ladder: ladder.join(', '),
  }
}

/** The draft as the API takes it, days in their order; or the first part that cannot be understood. */
export function calendarOf(draft: CalendarDraft): { change: CalendarChange } | { wrong: CalendarPart } {
  const { rev, holidays, seasons, overrides, ladder } = draft
  const read = CalendarChange.safeParse({
    rev,
    holidays,
    seasons: seasons
      .map(({ from, hours }) => ({ from: from.trim(), segments: segmentsOf(hours) }))
      .sort((a, b) => (a.from < b.from ? -1 : 1)),
    overrides: overrides
      .map(({ day, work, hours, note }) => ({
        ...{ day, work },
        ...(work && hours.trim() !== '' ? { segments: segmentsOf(hours) } : {}),
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      }))
      .sort((a, b) => (a.day < b.day ? -1 : 1)),
    ladder: partsOf(ladder).map(Number),
  })
  if (read.success) return { change: read.data }
  const part = read.error.issues[0]?.path[0]
  return { wrong: part === 'overrides' || part === 'ladder' ? part : 'seasons' }
}

function hoursText(segments: readonly { from: string; until: string }[]): string {
  return segments.map(({ from, until }) => `${from}-${until}`).join(', ')
}

/** `8:30–12：00，14:00~17:30` is understood too; what is no time is left as it is, for the contract to refuse. */
function segmentsOf(text: string): { from: string; until: string }[] {
  return partsOf(text.replaceAll('：', ':')).map(part => {
    const [from = '', until = ''] = part.split(/[-–—~～至]/).map(time => time.trim().replace(/^\d:/, '0$&'))
    return { from, until }
  })
}

function partsOf(text: string): string[] {
  return text.split(/[,，、;；]/).filter(part => part.trim() !== '')
}
