/** A real street-level unit (街道, 镇, 乡 …) with its real urban communities. */
export interface Unit {
  code: string
  name: string
  district: string
  isStreet: boolean
  communities: { code: string; name: string }[]
  /** Rural villages (村委会): counted, never gridded by name. */
  villages: number
}

interface SourceUnit {
  code: string
  name: string
  district: string
  members: { code: string; name: string }[]
}

/**
 * The rule that finds urban communities in the source: its name says 社区 or 居委会. Villages (村委会) and the two
 * 生活区 are none. In the five districts it finds 224 communities in 37 of 48 units, 19 of them 街道.
 */
export function readUnits(source: SourceUnit[]): Unit[] {
  return source.map(({ code, name, district, members }) => ({
    code,
    name,
    district,
    isStreet: name.endsWith('街道'),
    communities: members
      .filter(m => /社区|居委会/.test(m.name))
      .map(m => ({ code: m.code, name: m.name.replace(/(?<=社区)(居委会|委员会)$/, '') })),
    villages: members.filter(m => m.name.endsWith('村委会')).length,
  }))
}
