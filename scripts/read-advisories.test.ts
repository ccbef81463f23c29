import { expect, test } from 'vitest'
import { isGrave, readAdvisories } from './read-advisories.ts'

const answer = (advisories: object) => JSON.stringify({ advisories, metadata: { vulnerabilities: {} } })
const advisory = (severity: string) => ({
  id: 1,
  severity,
  module_name: 'some-package',
  title: 'made up',
  url: 'https://example.org/1',
})

test('what pnpm tells is read, and high and critical are grave', () => {
  const found = readAdvisories(
    answer({ 1: advisory('low'), 2: advisory('moderate'), 3: advisory('high'), 4: advisory('critical') }),
  )
  expect(found?.map(isGrave)).toEqual([false, false, true, true])
  expect(found?.[0]).toMatchObject({ name: 'some-package', title: 'made up' })
})

test('no vulnerability known is an answer', () => {
  expect(readAdvisories(answer({}))).toEqual([])
})

test.each(['', '× The audit endpoint responded with 405', '{"error":{"code":"X"}}', 'null'])(
  '%j is no answer',
  text => {
    expect(readAdvisories(text)).toBe(null)
  },
)
