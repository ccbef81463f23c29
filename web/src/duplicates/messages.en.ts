import type { zh } from './messages.zh.ts'

export const en = {
  maybeSame: 'Possibly the same matter',
  maybeSameHint:
    'There are open cases like this nearby. If it is the same matter, say so: your report is kept and closed together with it.',
  same: 'The same matter',
  sameAs: title => `The same matter as “${title}”`,
  joinsOnReport: number => `Joins ${number} when sent`,
  notSame: 'Not the same',
  away: distance => `${distance} away`,
  minutesApart: n => `${n} min apart`,
  hoursApart: n => `${n} h apart`,
  daysApart: n => `${n} days apart`,
  alike: percent => `words ${percent}% alike`,
  reports: n => `${n} reports`,

  group: 'Same matter',
  head: 'Joined to',
  headHint: 'Its clock stands still and it is closed with the other; separated, it goes on.',
  linked: n => `Reports joined to this case (${n})`,
  joinHere: 'Join to this case',
  joinThere: 'Join to that case',
  byNumber: 'Join another case by its number',
  number: 'Number of the case that stands for it',
  noNumber: 'A number looks like 20260301-050001.',
  separate: 'Separate',
  separateOne: number => `Separate ${number}`,
  open: number => `Open ${number}`,

  count: n => `${n} reports`,
  joined: 'joined',
  joinedTo: number => `Joined to case ${number}; they are closed together`,
} satisfies typeof zh
