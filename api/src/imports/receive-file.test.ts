import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sweepIncoming } from './receive-file.ts'

const now = new Date('2026-11-27T08:00:00Z')

function folderWith(names: readonly string[], written: Date): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'jingwei-incoming-')), 'imports')
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(folder)
  for (const name of names) {
    writeFileSync(join(folder, name), 'x')
    utimesSync(join(folder, name), written, written)
  }
  return folder
}

test('what a killed program was receiving is taken away at a start; files of imports stay', async () => {
  const folder = folderWith(['7', 'incoming-a1', 'incoming-b2'], now)
  await sweepIncoming(folder, now, false)
  expect(readdirSync(folder)).toEqual(['7'])
})

test('where other programs share the folder only what has lain there for longer than a request lasts', async () => {
  const folder = folderWith(['7', 'incoming-old'], new Date(now.getTime() - 3_700_000))
  writeFileSync(join(folder, 'incoming-new'), 'x')
  utimesSync(join(folder, 'incoming-new'), now, now)
  await sweepIncoming(folder, now, true)
  expect(readdirSync(folder)).toEqual(['7', 'incoming-new'])
})

test('a folder that is not there yet has nothing to take away', async () => {
  await expect(sweepIncoming(join(tmpdir(), 'jingwei-no-such-folder'), now, false)).resolves.toBeUndefined()
})
