import { expect, inject, test } from 'vitest'
import { zh as words } from '../../web/src/audit/messages.zh.ts'
import { readersOf, soon } from '../support/console-driver.ts'

const url = () => inject('consoleUrl')
const reader = readersOf(url)

test('an auditor finds who signed in, checks the chain, and what they asked for is written down', async () => {
  const console = await reader({ map: false })
  const { page } = console
  const signedIn = await page.request.post(`${url()}/api/session`, {
    data: { account: 'auditor', password: 'jingwei-auditor' },
    headers: { origin: url() },
  })
  expect(signedIn.status()).toBe(200)
  await console.given.view({ panel: 'audit', who: 'auditor', did: 'session', lang: 'zh' })
  await expect.poll(() => console.get.text('.audit-entries tbody'), soon).toContain('account/auditor')
  expect(await console.get.text('.audit-entries tbody')).not.toContain(words.verbs['account.create'])

  await page.getByRole('button', { name: words.check }).click()
  await expect.poll(() => console.get.text('.chain'), soon).toContain(words.whole)
  expect(await console.get.text('.chain')).toContain(words.seals.good)
  expect(await console.get.faults()).toEqual([])

  await console.given.view({ panel: 'audit', did: 'audit', lang: 'zh' })
  await expect
    .poll(() => console.get.text('.audit-entries tbody'), soon)
    .toContain('verb: session · actor: auditor')
})

test('whoever is no auditor is told so, and nothing else', async () => {
  const console = await reader({ map: false })
  await console.given.view({ panel: 'audit', lang: 'zh' })
  await expect.poll(() => console.get.text('.audit'), soon).toContain(words.onlyAuditors)
})
