import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FolderInUseError, lockFolder } from './folder-lock.ts'

let folder = ''
const children: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jingwei-lock-'))
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** Another process that takes the folder and keeps it; resolves with what it says first: `locked`, or why not. */
async function holder(): Promise<{ child: ChildProcess; said: string }> {
  const module = pathToFileURL(join(import.meta.dirname, 'folder-lock.ts')).href
  const program = `
    const { lockFolder } = await import(${JSON.stringify(module)})
    try {
      await lockFolder(${JSON.stringify(folder)}, 'http://first.example')
      console.log('locked')
      setInterval(() => {}, 1000)
    } catch (error) {
      console.log(error.name)
    }`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const said = await new Promise<string>(resolve => {
    child.stdout?.once('data', data => resolve(String(data).trim()))
    child.once('exit', code => resolve(`ended with ${code}`))
  })
  return { child, said }
}

const file = () => join(folder, 'in-use.json')

test('the second process is told which one holds the folder', async () => {
  const { child, said } = await holder()
  expect(said).toBe('locked')
  const refusal = await lockFolder(folder, 'http://second.example').catch(error => error)
  expect(refusal).toBeInstanceOf(FolderInUseError)
  expect(refusal.holder).toMatchObject({ pid: child.pid, url: 'http://first.example', host: hostname() })
  expect(Date.parse(refusal.holder.since)).toBeGreaterThan(Date.now() - 60_000)
})

test('a killed process holds nothing', async () => {
  const { child } = await holder()
  const exit = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGKILL')
  await exit
  const lock = await lockFolder(folder, 'http://second.example')
  expect(JSON.parse(readFileSync(file(), 'utf8')).pid).toBe(process.pid)
  await lock.release()
})

test('a process that is stopped, and so does not answer, still holds', async () => {
  const { child } = await holder()
  child.kill('SIGSTOP')
  await expect(lockFolder(folder, '')).rejects.toThrow(FolderInUseError)
})

test('a pid that somebody else got meanwhile does not fool us', async () => {
  // Our own pid lives for sure; the port answers, but with nobody's token.
  const stranger = createServer(socket => socket.end('hello'))
  await new Promise<void>(resolve => stranger.listen(0, '127.0.0.1', resolve))
  const address = stranger.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  leftover({ port })
  const lock = await lockFolder(folder, '')
  await lock.release()
  stranger.close()
})

test('a leftover whose port nobody has is taken over', async () => {
  leftover({ port: 1 })
  const lock = await lockFolder(folder, '')
  await lock.release()
})

test('on another host the heartbeat decides', async () => {
  leftover({ host: 'another-container' })
  await expect(lockFolder(folder, '')).rejects.toThrow(FolderInUseError)
})

test.each(['', '{"pid":', '[]', '{"pid":1}'])('a cut-off file (%j) is taken over', async text => {
  writeFileSync(file(), text)
  const lock = await lockFolder(folder, '')
  await lock.release()
})

test('of many that start at once exactly one gets it, also over a leftover', async () => {
  leftover({ port: 1 })
  const said = (await Promise.all(Array.from({ length: 6 }, holder))).map(({ said }) => said)
  expect(said.filter(word => word === 'locked')).toHaveLength(1)
  expect(said.filter(word => word === 'FolderInUseError')).toHaveLength(5)
})

test('a released folder is free', async () => {
  await (await lockFolder(folder, '')).release()
  const { said } = await holder()
  expect(said).toBe('locked')
})

function leftover(about: { port?: number; host?: string }) {
  const holder = { pid: process.pid, host: hostname(), since: 'then', url: '', port: 1, token: 'x', ...about }
  writeFileSync(file(), JSON.stringify(holder))
}
