import type { zh } from './messages.zh.ts'

export const en = {
  calendar: 'Working calendar',
  about: zone =>
    `Limits of cases run by it, in the time of ${zone}. When it changes, all running limits are worked out anew at once, and the audit log says so.`,
  holidays: 'Holidays',
  holidayKinds: {
    'mainland-china': 'Holidays and make-up days as published by the State Council',
    none: 'Monday to Friday, no statutory holidays',
  },
  seasons: 'Hours',
  seasonsHint: 'Of every working day from a day of the year on, until the next line begins.',
  seasonFrom: 'From (MM-DD)',
  hours: 'Hours',
  hoursOfSeason: 'as in the season',
  addSeason: 'Add hours',
  overrides: 'Single days',
  overridesHint: 'Days unlike the holidays say: an emergency holiday, a day worked after all.',
  day: 'Day',
  work: 'worked',
  off: 'off',
  note: 'Note',
  addDay: 'Add a day',
  ladder: 'Ladder of overdue cases',
  ladderHint: 'Shares of the limit, ascending: at each the case goes up one level; 1 is when it is due.',
  remove: what => `Remove ${what}`,
  wrong: {
    seasons: 'At least one line; days like 07-01, hours like 08:30-12:00, 14:00-17:30, none over another.',
    overrides: 'Each day needs a date, none twice; hours like 08:30-12:00.',
    ladder: 'Numbers from 1 to 20, ascending, such as 1, 1.5.',
  },
  save: 'Save and work limits out anew',
  saving: 'Working out',
  changed: (all, moved) => `Saved. ${all} running limits worked out anew, ${moved} are due at another time.`,
  readAgain: 'Drop my changes and read again',
  readOnly: 'Only the administrator can change it.',
} satisfies typeof zh
