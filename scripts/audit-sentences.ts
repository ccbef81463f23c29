import type { AuditVerdict } from '@jingwei/api/audit/contract.ts'
import type { BoundariesFault, BoundariesVerdict } from '@jingwei/api/grids/verify-boundaries.ts'
import type { EventsVerdict } from '@jingwei/api/incidents/verify-events.ts'
import type { CasesVerdict } from '@jingwei/api/moves/verify-cases.ts'

/** What `audit-log verify` says, Chinese first. */
export function auditSentence(audit: AuditVerdict): string {
  if (!audit.whole)
    return `审计日志第 ${audit.entry} 条${faults[audit.fault].replace(' ', ` audit log: entry ${audit.entry} `)}`
  const since =
    audit.sealedFrom === undefined ? '' : `, 自第 ${audit.sealedFrom} 条起有封印 sealed from that entry on`
  return `审计日志完整 audit log whole: ${audit.entries} 条 entries, 末尾 ends with ${audit.lastHash ?? '–'}, ${seals[audit.seal]}${since}`
}

export function eventsSentence(events: EventsVerdict): string {
  return events.whole
    ? `案件记录完整 events whole: ${events.events} 条 events, ${events.cases} 件 cases`
    : `案件 ${events.incident} 的第 ${events.rev} 条记录被改动 event ${events.rev} of incident ${events.incident} broken`
}

export function casesSentence(cases: CasesVerdict): string {
  return cases.sound
    ? `案件状态与记录一致 states follow from their events: ${cases.cases} 件 cases`
    : `案件 ${cases.incident} 的 ${cases.field} 与记录不符 ${cases.field} of incident ${cases.incident} does not follow from its events`
}

export const unplayedSentence =
  '生效边界读不出来，案件状态无法核对 states of cases not compared: the boundaries in force cannot be read'

export function boundariesSentence(verdict: BoundariesVerdict): string {
  if (!verdict.whole)
    return `第 ${verdict.version} 版边界${boundariesFaults[verdict.fault](verdict.version, verdict)}`
  const { versions, unregistered } = verdict
  const open =
    unregistered.length === 0
      ? ''
      : `；第 ${unregistered.join('、')} 版尚未入档，启动一次即入档 version ${unregistered.join(', ')} not on record yet: the next start does it`
  return `各版边界与入档一致 boundaries of every version as published: ${versions} 版 versions${open}`
}

export function coverageSentence(version: number, isSound: boolean): string {
  return isSound
    ? `第 ${version} 版边界无缝无叠 boundaries whole: version ${version} tiles the city, at every level`
    : `第 ${version} 版边界有缝、有叠或与上级不符 boundaries of version ${version} do not tile the city`
}

const seals = {
  good: '封印相符 sealed by this key',
  none: '尚无封印 not sealed yet: the next entry seals it',
  'unknown-key': '封印所用密钥不在此处 sealed with a key that is not here',
  bad: '封印不符 the seal is not ours',
} as const

const faults = {
  missing: '缺失 is missing',
  changed: '被改动 was changed',
  unchained: '与前一条不相连 does not follow the one before it',
  'cut-off': '起被截去 and all after it were cut off',
  unsealed: '与封印不符 is not the end that was sealed',
  'seal-broken':
    '之前封印曾断：此前的记录可能已被截去或改写 follows a broken seal: what was before it may have been cut off or rewritten',
} as const

type Told = (version: number, fault: BoundariesFault) => string

const inGrid =
  (zh: string, en: string): Told =>
  (version, fault) => {
    const grid = 'grid' in fault ? fault.grid : ''
    return `网格 ${grid} ${zh} version ${version}, grid ${grid}: ${en}`
  }

const boundariesFaults: Readonly<Record<BoundariesFault['fault'], Told>> = {
  register: version =>
    `的生效时间或校验值与审计日志不符 version ${version}: when it counts from, or its hash, is not what the audit log says`,
  missing: version => `不见了 version ${version} is gone: the audit log speaks of it`,
  document: version => `的拓扑文档被改动 version ${version}: its topology document was changed`,
  record: inGrid(
    '的记录（编码、名称、层级、上级、户数等）与文档不符',
    'its record (code, name, level, parent, households …) is not what its document says',
  ),
  faces: inGrid('的面与文档不符', 'its faces are not those of its document'),
  outline: inGrid('的轮廓与文档不符', 'its outline is not that of its document'),
  derived: inGrid('的面积或标注点与轮廓不符', 'area or label point is not that of its outline'),
}
