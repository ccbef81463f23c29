import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type LabelledReport, labelledReports } from './labelled-reports.ts'
import { byLikeness, likeness } from './likeness.ts'
import { similarity } from './similarity.ts'

describe('words', () => {
  test('the same, nothing in common, and what people write of one thing', () => {
    expect(similarity('路灯不亮', '路灯不亮！')).toBe(1)
    expect(similarity('Ｂ２栋', 'b2栋')).toBe(1)
    expect(similarity('路灯不亮', '垃圾成堆')).toBe(0)
    expect(similarity('', '路灯')).toBe(0)
    expect(similarity('路灯坏了', '有盏路灯不亮')).toBeGreaterThan(similarity('路灯坏了', '路面有坑'))
  })

  test('for any texts: between 0 and 1, either way round, whole for the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        const found = similarity(a, b)
        expect(found).toBeGreaterThanOrEqual(0)
        expect(found).toBeLessThanOrEqual(1)
        expect(similarity(b, a)).toBe(found)
        expect([0, 1]).toContain(Math.round(similarity(a, a) * 1e9) / 1e9)
      }),
    )
  })
})

/** As migration 0013 sets them. */
const rules = {
  event: { radiusMeters: 50, windowHours: 72, minSimilarity: 0.1 },
  component: { radiusMeters: 40, windowHours: 720, minSimilarity: 0.1 },
}
const most = 5

/**
 * Reports in the order of their coming, all others still open: what is suggested to each, against what is known. The rules were chosen on
 * seed 1; here other draws of the same phrases are judged. `precision` and `recall` are of pairs. `firstIsRight`: of the reports that got
 * suggestions, how many have the right one first. `found`: of the reports of a known matter, how many saw it among the suggestions.
 */
function judge(reports: readonly LabelledReport[]) {
  let [right, suggested, same, first, asked, found, repeated] = [0, 0, 0, 0, 0, 0, 0]
  for (const [i, report] of reports.entries()) {
    const rule = rules[report.kind]
    const before = reports.slice(0, i).filter(other => other.classCode === report.classCode)
    const shown = before
      .flatMap(other => {
        const why = likeness(rule, report, other)
        return why === null ? [] : [{ why, isSame: other.matter === report.matter }]
      })
      .sort((a, b) => byLikeness(rule)(a.why, b.why))
    right += shown.filter(({ isSame }) => isSame).length
    suggested += shown.length
    const known = before.filter(other => other.matter === report.matter).length
    same += known
    if (shown[0] !== undefined) asked++
    if (shown[0]?.isSame) first++
    if (known > 0) repeated++
    if (known > 0 && shown.slice(0, most).some(({ isSame }) => isSame)) found++
  }
  return {
    precision: right / suggested,
    recall: right / same,
    firstIsRight: first / asked,
    found: found / repeated,
  }
}

test.each([7, 2026])('precision and recall on the synthetic labelled set, seed %i', seed => {
  const verdict = judge(labelledReports(seed))
  const percent = Object.entries(verdict).map(([name, share]) => `${name} ${(100 * share).toFixed(1)} %`)
  console.info(`duplicates, synthetic set, seed ${seed}: ${percent.join(' · ')}`)
  expect(verdict.precision).toBeGreaterThan(0.55)
  expect(verdict.recall).toBeGreaterThan(0.7)
  expect(verdict.firstIsRight).toBeGreaterThan(0.6)
  expect(verdict.found).toBeGreaterThan(0.8)
})
