/** A known vulnerability of a package that we ship. */
export interface Advisory {
  readonly severity: string
  readonly name: string
  readonly title: string
  readonly url: string
}

/** Reads the answer of `pnpm audit --json`. Null: the registry gave none, so nothing is known, neither good nor bad. */
export function readAdvisories(text: string): Advisory[] | null {
  let answer: unknown
  try {
    answer = JSON.parse(text)
  } catch {
    return null
  }
  if (!isAnswer(answer)) return null
  return Object.values(answer.advisories).map(({ severity, module_name, title, url }) => ({
    severity,
    name: module_name,
    title,
    url,
  }))
}

/** What stops a release; anything less is told. */
export function isGrave({ severity }: Advisory): boolean {
  return severity === 'high' || severity === 'critical'
}

interface Answer {
  readonly advisories: Record<string, { severity: string; module_name: string; title: string; url: string }>
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'advisories' in value && 'metadata' in value
}
